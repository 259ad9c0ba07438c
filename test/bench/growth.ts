import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { root } from '../../infra/function-bundle/build-options';
import type { RedisServer } from '../redis/redis-server';
import type { Figure } from './figure';

/** Numbers that are stored, one step after the other. */
const steps = [1_000, 10_000, 100_000, 1_000_000];
/** Commands that are under way together. */
const batch = 1_000;

/** Redis memory a stored number, and codes stored a second, as the store grows; by the script, many under way at a time. */
export async function measureGrowth({ host, port, password }: RedisServer): Promise<Figure[]> {
  const redis = new Redis({ host, port, password, protocol: 2 });
  await redis.flushall();
  const script = await readFile(join(root, 'function/store/store-code.lua'), 'utf8');
  const sha = (await redis.script('LOAD', script)) as string;
  const now = Date.now();
  const day = 86_400_000;
  const memory = async () => Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);
  const store = (number: number) => {
    const keys = [`{sms}:+86${13_000_000_000 + number}`, `{sms}:address:203.0.113.7:${Math.floor(number / 1e6)}`];
    const limits = [day, 3_600_000, 30_000, 10, 10_000_000];
    return redis.evalsha(sha, 2, ...keys, randomUUID(), 'x'.repeat(22), now, '2026-01-02', ...limits);
  };

  const empty = await memory();
  const figures: Figure[] = [];
  let stored = 0;
  for (const step of steps) {
    const [startedAt, before] = [performance.now(), stored];
    while (stored < step) {
      await Promise.all(Array.from({ length: Math.min(batch, step - stored) }, (_, index) => store(stored + index)));
      stored += Math.min(batch, step - stored);
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const each = ((await memory()) - empty) / stored;
    const name = `${step.toLocaleString('en')} numbers`;
    figures.push(
      {
        name: `${name}: Redis memory each`,
        value: Math.round(each),
        unit: 'B',
        ...(step > 10_000 && { goal: { atMost: 300 } }),
      },
      { name: `${name}: codes stored`, value: Math.round((stored - before) / seconds), unit: '/s' },
    );
  }
  await redis.flushall();
  redis.disconnect();
  return figures;
}
