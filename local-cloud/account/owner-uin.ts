import { randomInt } from 'node:crypto';
import { initialAccount } from './initial-account';
import type { Storage } from './storage';

/**
 * Returns the account ID (UIN) of an account's owner, 12 digits: a random one for a new account, so that a Terraform state tells of which
 * account it is. An account that was saved without one has the number that the ARNs of its roles had then, its APPID.
 */
export function ownerUinOf(storage: Storage): number {
  const owner = storage.collection<number>('owner');
  const isNew = storage.collection('cam-users').size === 0;
  const uin = owner.get('uin') ?? (isNew ? 100_000_000_000 + randomInt(1e9) : Number(initialAccount.appId));
  owner.set('uin', uin);
  return uin;
}
