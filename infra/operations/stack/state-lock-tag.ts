import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag/v20180813/tag_client';
import { searchConfig } from '../account-client';
import type { StackSession } from './stack-session';

/** A tag of the account, which no resource has. */
export interface LockTag {
  readonly key: string;
  readonly value: string;
}

type LockedStack = Pick<StackSession, 'env'> & {
  readonly settings: Pick<StackSession['settings'], 'region'>;
  readonly stack: Pick<StackSession['stack'], 'folder' | 'stateInCos'>;
};

/** As Terraform and OpenTofu name it. */
const key = 'tencentcloud-terraform-lock';

/**
 * Finds the tag that keeps everybody from locking a state in COS. While somebody takes or releases the lock, it is there for moments.
 * It stays if Terraform is killed then: there is no lock that could be released, and nobody can take one.
 *
 * platform: state-lock-tags, cos-lock-tag-stays
 *
 * @returns `undefined` if there is none, or the account in which Terraform works is not known
 * @throws if the API refuses the call
 */
export async function findLockTag({ settings, stack, env }: LockedStack): Promise<LockTag | undefined> {
  const value = stack.stateInCos ? lockTagValue(stack.folder) : undefined;
  // An assumed role may be in another account.
  if (value === undefined || env.TENCENTCLOUD_ASSUME_ROLE_ARN) return undefined;
  const client = new Client(searchConfig(env, settings.region));
  const { Tags: tags = [] } = await client.DescribeTags({ TagKey: key, TagValue: value });
  return tags.length === 0 ? undefined : { key, value };
}

/** Says how to delete the tag. */
export function describeUnlocking({ key: name, value }: LockTag): string {
  return `tccli tag DeleteTag --TagKey ${name} --TagValue ${value}`;
}

/** The value of the tag that locks the state of a folder in which `terraform init` was run. */
function lockTagValue(folder: string): string | undefined {
  let backend: { readonly config?: { readonly bucket?: string; readonly prefix?: string; readonly key?: string } };
  try {
    ({ backend } = JSON.parse(readFileSync(join(folder, '.terraform', 'terraform.tfstate'), 'utf8')));
  } catch {
    return undefined;
  }
  const { bucket, prefix, key: file } = backend.config ?? {};
  // Terraform stores the default of a key as null.
  const state = posix.join(prefix ?? '', file ?? 'terraform.tfstate');
  return createHash('md5').update(`${bucket}:${state}.tflock`).digest('hex');
}
