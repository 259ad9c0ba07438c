import type { Redis } from 'ioredis';
import { createRedisConnection } from '../../function/store/redis/redis-connection';
import { createRedisStore } from '../../function/store/redis/redis-store';
import type { Figure } from './figure';
import { measuredRules, redisSettings } from './measured-service';

const messages = 100_000;
/** How many messages are counted before waiting for Redis. */
const batchSize = 100;

/**
 * Measures the Redis memory of the counters of a message that shares them with no other: those of its client network and of its range
 * of 10,000 numbers. They are kept for an hour, and messages that share them take less.
 */
export async function measureGuardMemory(redis: Redis, memory: () => Promise<number>): Promise<Figure> {
  const together = await measure(redis, memory, 'shared');
  const apart = await measure(redis, memory, 'own');
  return {
    name: 'a network and a range with one message: Redis memory',
    value: Math.round(apart - together),
    unit: 'B',
  };
}

/** Returns the bytes of a message whose network and range are its own, or those of 10,000 messages. */
async function measure(redis: Redis, memory: () => Promise<number>, counters: 'shared' | 'own'): Promise<number> {
  await redis.call('FLUSHALL');
  const empty = await memory();
  const store = createRedisStore(createRedisConnection(redisSettings), measuredRules);
  for (let first = 0; first < messages; first += batchSize) {
    await Promise.all(
      Array.from({ length: batchSize }, async (_, offset) => {
        const index = first + offset;
        const number = counters === 'own' ? index * 10_000 : index;
        const group = counters === 'own' ? index : Math.floor(index / 10_000);
        const { result } = await store.storeCode({
          phone: `+86${13_000_000_000 + number}`,
          handle: String(index).padStart(16, '0'),
          codeHash: 'x'.repeat(22),
          known: { shard: 0, member: index },
          networks: { network: String(group).padStart(8, '0') },
          // The guard lets messages pass whose clients solved a captcha.
          captcha: 'solved',
        });
        if (result !== 'stored') throw new Error(`A code was not stored, but ${result}.`);
      }),
    );
  }
  store.close();
  const bytes = ((await memory()) - empty) / messages;
  await redis.call('FLUSHALL');
  return bytes;
}
