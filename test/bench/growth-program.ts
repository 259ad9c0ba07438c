import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { knownShards } from '../../function/store/limits';
import { createRedisConnection } from '../../function/store/redis/redis-connection';
import { createRedisStore } from '../../function/store/redis/redis-store';
import type { Figure } from './figure';
import { measureGuardMemory } from './guard-memory';
import { connectBare, makeKnown, measuredRules, redisSettings } from './measured-service';
import { report } from './report';
import { measureScriptTime } from './script-time';

export type GrowthReport = readonly Figure[];

/** How many numbers are stored at the end of each step. */
const steps = [1_000, 10_000, 100_000, 1_000_000];
/** How many commands are sent before waiting for their replies: more could wait for longer than the store's time-out. */
const batchSize = 200;
/** How many numbers are stored and deleted first, so that the JIT compiler has run before the measurement. */
const warmUp = 50_000;

/** Measures Redis memory per number, and codes stored per second, as the store grows. It runs operations in batches. */
async function main(): Promise<void> {
  const redis = connectBare();
  await redis.call('FLUSHALL');
  const store = createRedisStore(createRedisConnection(redisSettings), measuredRules);
  const memory = async () => Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);
  // The guard lets messages pass whose clients solved a captcha.
  const send = async (number: number) => {
    const { result } = await store.storeCode({
      phone: `+86${13_000_000_000 + number}`,
      handle: randomBytes(12).toString('base64url'),
      codeHash: 'x'.repeat(22),
      known: { shard: number % knownShards, member: number },
      networks: { network: 'Wm9vbWVk' },
      captcha: 'solved',
    });
    if (result !== 'stored') throw new Error(`A code was not stored, but ${result}.`);
  };

  const storeAll = async (from: number, to: number) => {
    for (let first = from; first < to; first += batchSize) {
      await Promise.all(Array.from({ length: Math.min(batchSize, to - first) }, (_, index) => send(first + index)));
    }
  };

  await storeAll(0, warmUp);
  await redis.call('FLUSHALL');
  const empty = await memory();
  const figures: Figure[] = [];
  const rates: number[] = [];
  let stored = 0;
  for (const step of steps) {
    const [startedAt, before] = [performance.now(), stored];
    await storeAll(before, step);
    stored = step;
    const seconds = (performance.now() - startedAt) / 1000;
    const bytesPerNumber = ((await memory()) - empty) / stored;
    const name = `${step.toLocaleString('en')} numbers`;
    rates.push((stored - before) / seconds);
    figures.push(
      {
        name: `${name}: Redis memory per number`,
        value: Math.round(bytesPerNumber),
        unit: 'B',
        ...(step > 10_000 && { goal: { atMost: 400 } }),
      },
      { name: `${name}: codes stored`, value: Math.round((stored - before) / seconds), unit: '/s' },
    );
  }
  const [, tenThousand = Number.NaN, , million = Number.NaN] = rates;
  figures.push({
    name: 'store rate: 1,000,000 numbers / 10,000',
    value: million / tenThousand,
    unit: '',
    goal: { atLeast: 0.9 },
  });
  await redis.call('FLUSHALL');
  figures.push(await measureKnownNumbers(redis, memory), await measureGuardMemory(redis, memory));
  figures.push(...(await measureScriptTime(redis)));
  redis.disconnect();
  store.close();
  report(figures satisfies GrowthReport);
}

/** Measures Redis memory per number that has logged in. */
async function measureKnownNumbers(redis: Redis, memory: () => Promise<number>): Promise<Figure> {
  const empty = await memory();
  const numbers = 1_000_000;
  for (let first = 0; first < numbers; first += batchSize) {
    await makeKnown(
      redis,
      Array.from({ length: batchSize }, (_, index) => first + index),
    );
  }
  const bytes = ((await memory()) - empty) / numbers;
  await redis.call('FLUSHALL');
  return { name: '1,000,000 known numbers: Redis memory per number', value: bytes, unit: 'B', goal: { atMost: 20 } };
}

main();
