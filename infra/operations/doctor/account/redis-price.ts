import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_client';
import { readApiFailure } from '../../../../function/tencent-cloud/api-failure';
import type { RedisStoreSettings } from '../../../settings/environment-schema';
import { redisTypeId } from '../../../settings/redis-edition';

/** How many units of a price are one of its currency: `pent` is a hundredth, `microPent` a millionth of that. platform: redis-price */
const unitsOf: Readonly<Record<string, number>> = { pent: 100, microPent: 100_000_000 };

/** What an instance costs in an hour, to go on a sentence, such as `, for 0.2334 CNY an hour`; empty if the API refuses to tell it. */
export async function redisPrice(config: ClientConfig, settings: RedisStoreSettings, zone: string): Promise<string> {
  const { version, architecture, memoryMb, replicas, shards = 1 } = settings;
  try {
    const reply = await new Client(config).InquiryPriceCreateInstance({
      TypeId: redisTypeId(version, architecture),
      MemSize: memoryMb,
      GoodsNum: 1,
      Period: 1,
      // By the hour.
      BillingMode: 0,
      ZoneName: zone,
      RedisShardNum: shards,
      RedisReplicasNum: replicas,
    });
    const units = unitsOf[reply.AmountUnit ?? 'pent'];
    const price = reply.HighPrecisionPrice ?? reply.Price;
    if (price === undefined || units === undefined) return '';
    return `, for ${Number((price / units).toFixed(4))} ${reply.Currency ?? ''} an hour`.replace('  ', ' ');
  } catch (error) {
    if (readApiFailure(error).result === 'refused') return ', for a price that the API refuses to tell';
    throw error;
  }
}
