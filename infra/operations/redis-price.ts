import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_client';
import { readApiFailure } from '../../function/tencent-cloud/api-failure';

/** A Redis instance that can be bought by the hour. */
export interface PricedRedis {
  /** The API's number of the edition. */
  readonly typeId: number;
  /** Memory of the instance, or of each shard of a cluster, in MB. */
  readonly memoryMb: number;
  readonly shards: number;
  readonly replicas: number;
  /** Name or number of the zone. */
  readonly zone: string | number;
}

/** What an instance costs in an hour. */
export interface Price {
  readonly amount: number;
  /** Such as `CNY`; empty if the API does not tell it. */
  readonly currency: string;
}

/** How many units of a price are one of its currency: `pent` is a hundredth, `microPent` a millionth of that. platform: redis-price */
const unitsOf: Readonly<Record<string, number>> = { pent: 100, microPent: 100_000_000 };

/**
 * Asks what an instance costs in an hour.
 *
 * @returns `refused` if the API refuses to tell it, `unknown` if the reply has no price that can be understood
 */
export async function redisPrice(config: ClientConfig, redis: PricedRedis): Promise<Price | 'refused' | 'unknown'> {
  const { typeId, memoryMb, shards, replicas, zone } = redis;
  try {
    const reply = await new Client(config).InquiryPriceCreateInstance({
      TypeId: typeId,
      MemSize: memoryMb,
      GoodsNum: 1,
      Period: 1,
      // By the hour.
      BillingMode: 0,
      ...(typeof zone === 'string' ? { ZoneName: zone } : { ZoneId: zone }),
      RedisShardNum: shards,
      RedisReplicasNum: replicas,
    });
    const units = unitsOf[reply.AmountUnit ?? 'pent'];
    const price = reply.HighPrecisionPrice ?? reply.Price;
    if (price === undefined || units === undefined) return 'unknown';
    return { amount: Number((price / units).toFixed(4)), currency: reply.Currency ?? '' };
  } catch (error) {
    if (readApiFailure(error).result === 'refused') return 'refused';
    throw error;
  }
}
