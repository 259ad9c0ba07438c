import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_client';
import { environmentTags } from '../../settings/environment-tags';
import { defaultRedisAccount } from '../../settings/shared-infrastructure';
import { allPages } from './all-pages';
import type { ListedResource } from './listed-resource';

/** The largest page that the lists of instances and of accounts allow. */
const limit = 20;
/** The API's number of an account that was deleted. platform: redis-default-account */
const deleted = 4;

/**
 * Lists the names of the accounts that environments have on a Redis instance. The account that each instance has from the beginning is
 * nobody's. platform: redis-default-account
 *
 * @throws if the API refuses a call
 */
export async function listAccountNames(config: ClientConfig, InstanceId: string): Promise<readonly string[]> {
  const client = new Client(config);
  const accounts = await allPages(
    limit,
    async (Offset) => (await client.DescribeInstanceAccount({ InstanceId, Offset, Limit: limit })).Accounts,
  );
  return accounts.flatMap(({ AccountName: name, Status }) =>
    name === undefined || name === defaultRedisAccount || Status === deleted ? [] : [name],
  );
}

/**
 * Lists the accounts of a name on the Redis instances that have this project's tags. Only the project makes accounts on those, each for
 * the environment whose name it has. platform: redis-account-name, redis-account-id
 */
export async function listRedisAccounts(config: ClientConfig, name: string): Promise<ListedResource[]> {
  const client = new Client(config);
  const instances = await allPages(
    limit,
    async (Offset) => (await client.DescribeInstances({ Offset, Limit: limit })).InstanceSet,
  );
  const ofProject = instances.filter(({ InstanceTags: tags = [] }) =>
    tags.some(({ TagKey, TagValue }) => TagKey === 'application' && TagValue === environmentTags('').application),
  );
  const found = await Promise.all(
    ofProject.map(async ({ InstanceId = '' }) =>
      (await listAccountNames(config, InstanceId)).map(
        (account): ListedResource => [`${InstanceId}#${account}`, account],
      ),
    ),
  );
  return found.flat().filter(([, accountName]) => accountName === name);
}
