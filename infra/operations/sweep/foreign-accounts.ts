import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { type AccountPart, kindOf } from '../account-parts/account-part';
import { listAccountNames } from '../account-parts/redis-accounts';
import { isNotFound } from './wait';

/**
 * Finds the accounts of others on the Redis instance of an environment: who uses it may have no function yet, or none any more.
 * platform: redis-account-id
 *
 * @param instance one that has tags, and so was online
 * @throws {Error} if the API refuses a call
 */
export async function accountsOfOthers(
  config: ClientConfig,
  instance: AccountPart,
  environment: string,
): Promise<readonly { readonly part: AccountPart; readonly reason: string }[]> {
  const names = await listAccountNames(config, instance.id).catch((error) => {
    // Tags of what has just been deleted may still be listed for a while.
    if (isNotFound(error)) return [];
    throw error;
  });
  return names
    .filter((name) => name !== environment)
    .map((name) => ({
      part: { type: 'tencentcloud_redis_account', id: `${instance.id}#${name}`, name },
      reason:
        `is on the ${kindOf(instance.type)} ${instance.id} of this environment: if it is that of a preview, ` +
        `make destroy ENVIRONMENT=${name} SWEEP=1 deletes it`,
    }));
}
