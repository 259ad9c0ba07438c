import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import type { RedisStoreSettings } from '../../../settings/infrastructure-schema';
import { redisTypeId } from '../../../settings/redis-edition';
import { redisPrice } from '../../redis-price';

/** What an instance costs in an hour, to go on a sentence, such as `, for 0.2334 CNY an hour`; empty if the API does not tell it. */
export async function describePrice(
  config: ClientConfig,
  { version, architecture, memoryMb, replicas, shards = 1 }: RedisStoreSettings,
  zone: string,
): Promise<string> {
  const price = await redisPrice(config, {
    typeId: redisTypeId(version, architecture),
    memoryMb,
    shards,
    replicas,
    zone,
  });
  if (price === 'refused') return ', for a price that the API refuses to tell';
  if (price === 'unknown') return '';
  return `, for ${price.amount} ${price.currency} an hour`.replace('  ', ' ');
}
