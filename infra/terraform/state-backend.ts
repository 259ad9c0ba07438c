import { CosBackend, LocalBackend, type TerraformStack } from 'cdktf';
import { type StateBucket, stateFileOf, statePrefixOf } from './state-location';

/** Stores a stack's state in the bucket, under a prefix with the stack's name, or else in a file beside cdktf.json. */
export function configureStateBackend(stack: TerraformStack, bucket: StateBucket | undefined): void {
  const name = stack.node.id;
  if (bucket === undefined) {
    // Relative to cdktf.out/stacks/<name>, so that the files are the same on every machine. platform: cdktf-state-path
    new LocalBackend(stack, { path: `../../../${stateFileOf(name)}` });
  } else {
    new CosBackend(stack, { ...bucket, prefix: statePrefixOf(name), encrypt: true });
  }
}
