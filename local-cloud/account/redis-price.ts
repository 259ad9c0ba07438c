import type { RedisSize } from './redis-instance';

/** Price of a GB of an instance with one replica for an hour, in hundredths of a yuan. platform: redis-price */
const gigabytePrice = 23.335;

/** @returns the price of a postpaid instance for an hour, in hundredths of a yuan: one that is plausible, not the platform's */
export function redisPrice({ memSize, shards, replicas }: RedisSize): number {
  return ((memSize * shards) / 1024) * gigabytePrice * ((1 + replicas) / 2);
}
