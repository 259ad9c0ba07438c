import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_client';
import type {
  ProductConf,
  ZoneCapacityConf,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_models';
import type { RedisStoreSettings } from '../../../settings/infrastructure-schema';
import { redisTypeId } from '../../../settings/redis-edition';
import { isOwnNetwork, isOwnRedis } from '../../../settings/shared-infrastructure';
import type { AccountCheck } from '../finding';
import { describePrice } from './redis-price';

const check = 'Redis offer';

/** Whether the zone sells the Redis instance of the environment, and for how much. platform: redis-product-info, redis-sold-out */
export const checkRedisOffer: AccountCheck = async ({ settings, config, creates }) => {
  const { codeStore, network, region } = settings;
  if (!isOwnRedis(codeStore) || !isOwnNetwork(network)) return [];
  if (!creates('tencentcloud_redis_instance'))
    return [{ check, state: 'note', found: 'the instance is deployed already' }];
  const regions = (await new Client(config).DescribeProductInfo()).RegionSet ?? [];
  const zones = regions.find(({ RegionId }) => RegionId === region)?.ZoneSet ?? [];
  const problemIn = (name: string) => {
    const zone = zones.find((one) => isNamed(one, name));
    return zone === undefined ? `Redis is not sold in a zone ${name}` : problemOf(zone, codeStore);
  };
  const what = describeInstance(codeStore);
  const problem = problemIn(network.zone);
  const replicaProblem = (codeStore.replicaZones ?? []).map(problemIn).find((one) => one !== undefined);
  if (problem === undefined && replicaProblem !== undefined) {
    const sold = zones.flatMap((one) => (problemOf(one, codeStore) === undefined ? [one.ZoneId ?? ''] : []));
    const advice = `Set \`codeStore.replicaZones\` in infra/settings/own-presets.ts to zones that sell it: ${sold.join(', ')}.`;
    return [{ check, state: 'failure', found: `${what}, a replica of it: ${replicaProblem}`, advice }];
  }
  if (problem === undefined) {
    const price = await describePrice(config, codeStore, network.zone);
    return [{ check, state: 'ok', found: `${network.zone} sells ${what}${price}` }];
  }
  const others = zones.flatMap((one) =>
    problemOf(one, codeStore) === undefined ? [one.ZoneId ?? one.ZoneName ?? ''] : [],
  );
  const advice =
    others.length > 0
      ? `Set \`network.zone\` in infra/settings/own-presets.ts to one that sells it: ${others.join(', ')}; or change \`codeStore\`.`
      : `No zone of ${region} sells it. Change \`codeStore\` in infra/settings/own-presets.ts, or the region.`;
  return [{ check, state: 'failure', found: `${what}: ${problem}`, advice }];
};

/** The provider compares with `ZoneName`, the SDK's comments have such names in `ZoneId`. platform: redis-product-info */
const isNamed = ({ ZoneId, ZoneName }: ZoneCapacityConf, name: string) => ZoneId === name || ZoneName === name;

function describeInstance({ version, architecture, memoryMb, replicas, shards = 1 }: RedisStoreSettings): string {
  const sizes = [`${memoryMb} MB`, `${replicas} replica${replicas === 1 ? '' : 's'}`];
  if (architecture === 'cluster') sizes.push(`${shards} shard${shards === 1 ? '' : 's'}`);
  return `Redis ${version} (${architecture}, ${sizes.join(', ')})`;
}

/** Why a zone does not sell an instance; `undefined` if it does. */
function problemOf(zone: ZoneCapacityConf, settings: RedisStoreSettings): string | undefined {
  const name = zone.ZoneId ?? zone.ZoneName;
  if (zone.IsSaleout) return `sold out in ${name}`;
  const type = redisTypeId(settings.version, settings.architecture);
  // `0` is billing by the hour, as the stack's instances have it.
  const products = (zone.ProductSet ?? []).filter(({ Type, PayMode }) => Type === type && PayMode === '0');
  const onSale = products.filter(({ Saleout }) => !Saleout);
  if (products.length === 0) return `${name} does not sell this version and architecture by the hour`;
  if (onSale.length === 0) return `sold out in ${name}`;
  const problems = onSale.map((product) => sizeProblem(product, settings));
  return problems.includes(undefined) ? undefined : `${name} sells it ${problems[0]}`;
}

/** Sizes of products are in GB. platform: redis-product-info */
function sizeProblem(product: ProductConf, settings: RedisStoreSettings): string | undefined {
  const { architecture, memoryMb, replicas, shards = 1 } = settings;
  const sizes = (architecture === 'cluster' ? product.ShardSize : product.TotalSize) ?? [];
  const checks = [
    ...(sizes.length > 0 ? [{ name: 'GB', offered: sizes, wanted: memoryMb / 1024 }] : []),
    { name: 'replicas', offered: product.ReplicaNum ?? [], wanted: replicas },
    ...(architecture === 'cluster' ? [{ name: 'shards', offered: product.ShardNum ?? [], wanted: shards }] : []),
  ];
  const missing = checks.filter(({ offered, wanted }) => !offered.map(Number).includes(wanted));
  if (missing.length === 0) return undefined;
  return missing
    .map(({ name, offered, wanted }) => `with ${offered.join(', ') || 'no'} ${name}, not ${wanted}`)
    .join(' and ');
}
