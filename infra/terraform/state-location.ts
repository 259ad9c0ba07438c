/** Name of the file with a stack's state, beside cdktf.json. */
export const stateFileOf = (stack: string): string => `terraform.${stack}.tfstate`;

/** Prefix of a stack's state in the bucket. */
export const statePrefixOf = (stack: string): string => `sms-verification/${stack}`;

/** A COS bucket that stores the states of all environments. platform: cos-backend */
export interface StateBucket {
  readonly bucket: string;
  readonly region: string;
}

/**
 * Reads the bucket for the state from `STATE_BUCKET` and `STATE_REGION`.
 *
 * @returns `undefined` if neither is set: the state is then stored in a local file
 * @throws {Error} if only one of them is set
 */
export function readStateBucket(env: NodeJS.ProcessEnv): StateBucket | undefined {
  const { STATE_BUCKET: bucket = '', STATE_REGION: region = '' } = env;
  if (bucket === '' && region === '') return undefined;
  if (bucket === '' || region === '') {
    throw new Error(
      `To store the state in COS, set both variables; found STATE_BUCKET=${bucket} STATE_REGION=${region}; ` +
        'allowed: a bucket such as sms-state-1250000000 and its region such as ap-guangzhou, or neither.',
    );
  }
  return { bucket, region };
}
