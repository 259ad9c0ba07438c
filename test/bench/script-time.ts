import type { Redis } from 'ioredis';
import { createRedisConnection } from '../../function/store/redis/redis-connection';
import { createRedisStore } from '../../function/store/redis/redis-store';
import type { Figure } from './figure';
import { measuredRules, redisSettings } from './measured-service';

/** Messages of an hour, so that all windows of the guard are full. Nine in ten are confirmed. */
const messages = 36_000;
/** How many of the last ones are measured. */
const measured = 4000;

/** What one operation takes of Redis, in microseconds. */
interface Taken {
  /** From the start of its script to the end. */
  readonly script: number;
  /** Processor time of the thread that runs all scripts: the script, and reading the command and writing the reply. */
  readonly thread: number;
}

/**
 * Measures what operations take of Redis: sends to unknown numbers with full windows, and logins with a handle. Each waits for the one
 * before, so that Redis reads and writes for each of them alone, as it does for instances with a connection each.
 */
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
  const measure = async (operations: () => Promise<void>, count: number): Promise<Taken> => {
    await redis.call('CONFIG', 'RESETSTAT');
    const before = await threadTime(redis);
    await operations();
    const thread = ((await threadTime(redis)) - before) / count;
    const statistics = String(await redis.call('INFO', 'commandstats'));
    return { script: Number(/cmdstat_evalsha:.*?usec_per_call=([\d.]+)/.exec(statistics)?.[1]), thread };
  };

  for (let index = 0; index < messages; index++) {
    now += 100;
    await send(index);
    if (index % 10 !== 0) await logIn(index);
  }
  const sends = await measure(async () => {
    for (let index = messages; index < messages + measured; index++) {
      now += 25;
      await send(index);
    }
  }, measured);
  const logins = await measure(async () => {
    for (let index = messages + measured / 2; index < messages + measured; index++) await logIn(index);
  }, measured / 2);
  store.close();
  await redis.call('FLUSHALL');
  return Object.entries({
    'a send to an unknown number, full windows': sends,
    'a login with a handle': logins,
  }).flatMap(([operation, { script, thread }]) => [
    { name: `time in Redis: ${operation}`, value: script, unit: 'µs' },
    { name: `processor time of Redis: ${operation}`, value: thread, unit: 'µs' },
  ]);
}

/** Returns the microseconds of processor time that Redis’s main thread has used. Redis before 6.2 tells that of the process only. */
async function threadTime(redis: Redis): Promise<number> {
  const text = await redis.info('cpu');
  const seconds = (kind: 'user' | 'sys') =>
    Number(
      (new RegExp(`used_cpu_${kind}_main_thread:([\\d.]+)`).exec(text) ??
        new RegExp(`used_cpu_${kind}:([\\d.]+)`).exec(text))?.[1],
    );
  return (seconds('user') + seconds('sys')) * 1e6;
}
