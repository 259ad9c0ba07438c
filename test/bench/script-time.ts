import type { Redis } from 'ioredis';
import { createRedisConnection } from '../../function/store/redis/redis-connection';
import { createRedisStore } from '../../function/store/redis/redis-store';
import type { Figure } from './figure';
import { measuredRules, redisSettings } from './measured-service';

/** Messages of an hour, so that all windows of the guard are full. Nine in ten are confirmed. */
const messages = 36_000;
/** How many of the last ones are measured. */
const measured = 4000;

/** Measures the time that the scripts take in Redis: sends to unknown numbers with full windows, and logins with a handle. */
export async function measureScriptTime(redis: Redis): Promise<Figure[]> {
  let now = Date.now();
  const store = createRedisStore(createRedisConnection(redisSettings), measuredRules, () => now);
  const codeOf = (index: number) => ({
    phone: `+86${13_000_000_000 + index * 7919}`,
    handle: `handle-${index}`,
    codeHash: 'x'.repeat(22),
    known: { shard: index % 16_384, member: index },
    networks: { network: `network ${index % 5000}` },
  });
  const send = (index: number) => store.storeCode(codeOf(index));
  const logIn = (index: number) => store.checkCode({ ...codeOf(index), attemptId: 'attempt' });
  const microseconds = async () => {
    const statistics = String(await redis.call('INFO', 'commandstats'));
    await redis.call('CONFIG', 'RESETSTAT');
    return Number(/cmdstat_evalsha:.*?usec_per_call=([\d.]+)/.exec(statistics)?.[1]);
  };

  for (let index = 0; index < messages; index++) {
    now += 100;
    await send(index);
    if (index % 10 !== 0) await logIn(index);
  }
  await microseconds();
  for (let index = messages; index < messages + measured; index++) {
    now += 25;
    await send(index);
  }
  const sendTime = await microseconds();
  for (let index = messages + measured / 2; index < messages + measured; index++) await logIn(index);
  const loginTime = await microseconds();
  store.close();
  await redis.call('FLUSHALL');
  return [
    { name: 'time in Redis: a send to an unknown number, full windows', value: sendTime, unit: 'µs' },
    { name: 'time in Redis: a login with a handle', value: loginTime, unit: 'µs' },
  ];
}
