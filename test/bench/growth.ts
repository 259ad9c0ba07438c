import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { projectRoot } from '../../infra/project-root';
import type { RedisServer } from '../../local-cloud/process/redis-server';
import type { Figure } from './figure';

/** How many numbers are stored at the end of each step. */
const steps = [1_000, 10_000, 100_000, 1_000_000];
/** How many commands are sent before waiting for their replies. */
const batchSize = 1_000;
/** How many numbers are stored and deleted first, so that the JIT compiler has run before the measurement. */
const warmUp = 50_000;

/** Measures Redis memory per number, and codes stored per second, as the store grows. It runs the script directly, in batches. */
export async function measureGrowth({ host, port, password }: RedisServer): Promise<Figure[]> {
  const redis = new Redis({ host, port, password, protocol: 2 });
  await redis.flushall();
  const script = await readFile(join(projectRoot, 'function/store/store-code.lua'), 'utf8');
  const sha = (await redis.script('LOAD', script)) as string;
  const now = Date.now();
  const day = 86_400_000;
  const memory = async () => Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);
  const store = (number: number) => {
    const keys = [`{sms}:+86${13_000_000_000 + number}`, `{sms}:address:203.0.113.7:${Math.floor(number / 1e6)}`];
    const limits = [day, 3_600_000, 30_000, 10, 10_000_000];
    return redis.evalsha(sha, 2, ...keys, randomUUID(), 'x'.repeat(22), now, '2026-01-02', ...limits);
  };

  const storeAll = async (from: number, to: number) => {
    for (let first = from; first < to; first += batchSize) {
      await Promise.all(Array.from({ length: Math.min(batchSize, to - first) }, (_, index) => store(first + index)));
    }
  };

  await storeAll(0, warmUp);
  await redis.flushall();
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
        ...(step > 10_000 && { goal: { atMost: 300 } }),
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
  await redis.flushall();
  redis.disconnect();
  return figures;
}
