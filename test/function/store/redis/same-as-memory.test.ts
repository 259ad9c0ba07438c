import fc from 'fast-check';
import { Redis } from 'ioredis';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../../function/store/memory/memory-store';
import { createRedisConnection } from '../../../../function/store/redis/redis-connection';
import { createRedisStore } from '../../../../function/store/redis/redis-store';
import { hasRedisServer, type RedisServer, startRedisServer } from '../../../../local-cloud/process/redis-server';
import { propertyRuns, propertyTimeout } from '../../../support/property-runs';
import { act, play } from '../acts';
import { morning, rules } from '../store-inputs';

const storeRules = { ...rules, sendDailyLimit: 4, sendAddressLimit: 3, dailyBudget: 7 };

/** Lets time pass for all keys: Redis deletes them by its own clock. */
const age = `
  for _, key in ipairs(redis.call('KEYS', '*')) do
    local left = redis.call('PTTL', key)
    if left >= 0 then
      redis.call('PEXPIRE', key, left - ARGV[1])
    end
  end`;

describe.skipIf(!hasRedisServer)('The Redis store, next to the one in memory', () => {
  let server: RedisServer;
  let admin: Redis;

  beforeAll(async () => {
    server = await startRedisServer({ password: 'planted password' });
    admin = new Redis({ port: server.port, password: server.password, protocol: 2 });
    return async () => {
      admin.disconnect();
      await server.stop();
    };
  });

  it('answers and tells the same, whatever users and an operator do; a release gives no try back', {
    timeout: propertyTimeout,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 50 }), async (script) => {
        const [memoryClock, redisClock] = [{ now: morning }, { now: morning }];
        const memory = createMemoryStore(storeRules, () => memoryClock.now);
        const expected = await play(memory, script, (ms) => {
          memoryClock.now += ms;
        });
        await admin.flushall();
        const connection = createRedisConnection({ ...server, keyPrefix: '' });
        const redis = createRedisStore(connection, storeRules, () => redisClock.now);
        try {
          const found = await play(redis, script, async (ms) => {
            redisClock.now += ms;
            await admin.eval(age, 0, ms);
          });
          expect(found).toEqual(expected);
        } finally {
          redis.close();
        }
      }),
      // Each is hundreds of scripts.
      { numRuns: Math.ceil(propertyRuns / 4) },
    );
  });
});
