import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client as RedisClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_client';
import type { InstanceSet } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_models';
import { Client as ScfClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import { environmentTags } from '../../settings/environment-tags';
import { listEnvironments } from '../../settings/environments';
import { isOwnRedis } from '../../settings/shared-infrastructure';
import { environmentOf } from '../../settings/stack-name';
import type { AccountPart } from '../account-parts/account-part';
import { allPages } from '../account-parts/all-pages';
import { findPartsByTagKey } from '../account-parts/parts-by-tag';
import { listAccountNames } from '../account-parts/redis-accounts';

/** What an account has of an environment in a region. */
export interface SurveyedEnvironment {
  readonly name: string;
  readonly region: string;
  readonly parts: readonly AccountPart[];
  /** Name of its function. @default - it has none */
  readonly functionName: string | undefined;
  /** Its own Redis instance. @default - it has none */
  readonly redis: InstanceSet | undefined;
}

/** A function, or a Redis instance, by which an environment is known that has no tags yet. */
interface Named {
  readonly type: string;
  readonly id: string;
  readonly functionId?: string;
  readonly name: string;
  readonly region: string;
}

const functionType = 'tencentcloud_scf_function';
const redisType = 'tencentcloud_redis_instance';
/** The ID of an account is that of its instance, `#` and its name. platform: redis-account-stays */
export const redisAccountType = 'tencentcloud_redis_account';

/**
 * Finds the environments of an account: by their tags, and by the names of functions and Redis instances, since an interrupted creation
 * leaves them without tags.
 *
 * @throws if the API refuses a call
 */
export async function surveyAccount(
  configOf: (region: string) => ClientConfig,
): Promise<readonly SurveyedEnvironment[]> {
  const presets = listEnvironments();
  const [defaultRegion = ''] = presets.map(({ region }) => region);
  const tagged = (await findPartsByTagKey(configOf(defaultRegion), 'application')).flatMap(({ part, tags }) =>
    tags.application === environmentTags('').application && tags.environment !== undefined
      ? [{ part, environment: tags.environment }]
      : [],
  );
  const regions = new Set([
    ...presets.map(({ region }) => region),
    ...tagged.flatMap(({ part: { region } }) => region ?? []),
  ]);
  const found = (await Promise.all([...regions].map((region) => listRegion(configOf(region), region)))).flat();
  const isTagged = ({ type, id, functionId }: AccountPart) =>
    tagged.some(({ part }) => part.type === type && (part.id === id || part.id === functionId));
  const byName = found.flatMap(({ part }) => {
    const environment = environmentNamed(part.name);
    return environment === undefined || isTagged(part) ? [] : [{ part: { ...part, hasOnlyName: true }, environment }];
  });

  const members = [...tagged, ...byName, ...(await listRedisAccounts(found, tagged, configOf))];
  const isOfType = (type: string, parts: readonly AccountPart[]) =>
    found.find((one) => one.part.type === type && parts.some((part) => isSame(part, one.part)));
  return [...new Set(members.map(({ environment }) => environment))].flatMap((name) => {
    const parts = members.flatMap((one) => (one.environment === name ? [one.part] : []));
    const places = [...new Set(parts.flatMap(({ region }) => region ?? []))];
    const [first = defaultRegion] = places;
    return [first, ...places.slice(1)].map((region) => {
      // Roles and policies are in no region.
      const inRegion = parts.filter((part) => (part.region ?? first) === region);
      const functionName = isOfType(functionType, inRegion)?.part.name;
      return { name, region, parts: inRegion, functionName, redis: isOfType(redisType, inRegion)?.redis };
    });
  });
}

/** The accounts of environments on the Redis instances of others. An account has no tags, but the name of its environment. */
async function listRedisAccounts(
  found: readonly { readonly part: Named; readonly redis: InstanceSet | undefined }[],
  tagged: readonly { readonly part: AccountPart }[],
  configOf: (region: string) => ClientConfig,
) {
  const own = found.filter(({ part, redis }) => redis !== undefined && tagged.some((one) => isSame(one.part, part)));
  const accounts = own.map(async ({ part: { id: instanceId, region } }) => {
    const names = await listAccountNames(configOf(region), instanceId);
    return names.map((name) => ({
      part: { type: redisAccountType, id: `${instanceId}#${name}`, name, region },
      environment: name,
    }));
  });
  return (await Promise.all(accounts)).flat();
}

const isSame = (part: AccountPart, found: Named) =>
  part.type === found.type && (part.id === found.id || part.id === found.functionId);

/** Whose a function or Redis instance is by its name. */
function environmentNamed(name: string): string | undefined {
  const preset = listEnvironments().find(
    ({ function: { name: functionName }, codeStore }) =>
      functionName === name || (isOwnRedis(codeStore) && codeStore.instanceName === name),
  );
  return preset?.name ?? environmentOf(name);
}

/** All functions and Redis instances of a region. */
async function listRegion(config: ClientConfig, region: string) {
  const [functions, instances] = await Promise.all([
    allPages(100, async (Offset) => {
      const { Functions } = await new ScfClient(config).ListFunctions({ Namespace: 'default', Offset, Limit: 100 });
      return Functions;
    }),
    allPages(100, async (Offset) => {
      const { InstanceSet } = await new RedisClient(config).DescribeInstances({ Offset, Limit: 100 });
      return InstanceSet;
    }),
  ]);
  return [
    ...functions.map(({ FunctionName: name = '', FunctionId: functionId }) => ({
      part: { type: functionType, id: `default+${name}`, name, region, ...(functionId && { functionId }) },
      redis: undefined,
    })),
    ...instances.map((redis) => ({
      part: { type: redisType, id: redis.InstanceId ?? '', name: redis.InstanceName ?? '', region },
      redis,
    })),
  ];
}
