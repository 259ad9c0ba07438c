import fc from 'fast-check';
import { Redis } from 'ioredis';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CodeStore, CodeToStore, StoreRules } from '../../../function/store/code-store';
import { createMemoryStore } from '../../../function/store/memory/memory-store';
import { createRedisConnection } from '../../../function/store/redis/redis-connection';
import { createRedisStore } from '../../../function/store/redis/redis-store';
import { hasRedisServer, type RedisServer, startRedisServer } from '../../../local-cloud/process/redis-server';
import { propertyRuns } from '../../support/property-runs';
import { morning, rules, sending, trying } from './store-inputs';

const phones = ['+8618566246600', '+8618566246601'];
const tight: StoreRules = { ...rules, sendDailyLimit: 4, sendAddressLimit: 6, dailyBudget: 12 };

/** What happens to a store; times are whole seconds, since Redis keeps those of unconfirmed messages in seconds. */
const step = fc.record({
  act: fc.constantFrom('send', 'send', 'send', 'try', 'try', 'take back', 'release', 'look up'),
  phone: fc.constantFrom(...phones),
  network: fc.constantFrom('office', 'home'),
  code: fc.constantFrom('right', 'wrong'),
  withHandle: fc.boolean(),
  seconds: fc.constantFrom(1, 10, 30, 200, 301, 4000, 40_000),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays the steps, and returns all results, with what an operator sees after each. */
async function play(store: CodeStore, steps: readonly Step[], clock: { now: number }): Promise<unknown[]> {
  const results: unknown[] = [];
  const sent = new Map<string, CodeToStore>();
  for (const [index, { act, phone, network, code, withHandle, seconds }] of steps.entries()) {
    clock.now += seconds * 1000;
    const networks = { network };
    const { known } = sending({ phone });
    if (act === 'send') {
      const toStore = sending({ phone, networks, handle: `handle ${index}` });
      const stored = await store.storeCode(toStore);
      if (stored.result === 'stored') sent.set(phone, toStore);
      results.push(stored);
    } else if (act === 'try') {
      const handle = withHandle ? { handle: sent.get(phone)?.handle ?? 'none' } : {};
      results.push(await store.checkCode(trying(code, { phone, networks, attemptId: `attempt ${index}`, ...handle })));
    } else if (act === 'take back') {
      await store.takeBack(sent.get(phone) ?? sending({ phone }), 'not-sent');
    } else if (act === 'release') results.push(await store.release({ phone, known }));
    results.push(await store.lookUp({ phone, known }));
  }
  return results;
}

describe.skipIf(!hasRedisServer)('Redis and memory', () => {
  let server: RedisServer;
  let admin: Redis;

  beforeAll(async () => {
    server = await startRedisServer({ password: 'same' });
    admin = new Redis({ port: server.port, password: server.password, protocol: 2 });
    return async () => {
      admin.disconnect();
      await server.stop();
    };
  });

  it('tell the same of a number, whatever happened to it', { timeout: 60_000 }, async () => {
    const [redisClock, memoryClock] = [{ now: morning }, { now: morning }];
    const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      await admin.flushall();
      redisClock.now = morning;
      memoryClock.now = morning;
      const redis = createRedisStore(createRedisConnection({ ...server }), tight, () => redisClock.now);
      try {
        const expected = await play(
          createMemoryStore(tight, () => memoryClock.now),
          steps,
          memoryClock,
        );
        expect(await play(redis, steps, redisClock)).toEqual(expected);
      } finally {
        redis.close();
      }
    });
    await fc.assert(property, { numRuns: Math.min(propertyRuns, 3000) });
  });
});
