import { CosBackend, LocalBackend, type TerraformStack } from 'cdktf';

/** A COS bucket for the state of every environment. */
export interface StateBucket {
  readonly bucket: string;
  readonly region: string;
}

/**
 * Reads where the state is to be kept: a bucket from `STATE_BUCKET` and `STATE_REGION`, or this folder.
 *
 * @throws {Error} where only one of them is set
 */
export function readStateBucket(env: NodeJS.ProcessEnv): StateBucket | undefined {
  const { STATE_BUCKET: bucket = '', STATE_REGION: region = '' } = env;
  if (bucket === '' && region === '') return undefined;
  if (bucket === '' || region === '') {
    throw new Error(
      `For the state in COS both variables are needed; found STATE_BUCKET=${bucket} STATE_REGION=${region}; ` +
        'allowed: a bucket such as sms-state-1250000000 and its region such as ap-guangzhou, or neither.',
    );
  }
  return { bucket, region };
}

/** Keeps a stack's state in the bucket, under a prefix of its own, or in a file beside cdktf.json. */
export function configureStateBackend(stack: TerraformStack, bucket: StateBucket | undefined): void {
  const name = stack.node.id;
  if (bucket === undefined) {
    // Relative to cdktf.out/stacks/<name>, so that the files are the same on every machine.
    new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });
  } else {
    new CosBackend(stack, { ...bucket, prefix: `sms-verification/${name}`, encrypt: true });
  }
}
