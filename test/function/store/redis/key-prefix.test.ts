import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoreRules } from '../../../../function/store/code-store';
import { createRedisConnection } from '../../../../function/store/redis/redis-connection';
import { createRedisStore } from '../../../../function/store/redis/redis-store';
import { hasRedisServer, type RedisServer, startRedisServer } from '../../../../local-cloud/process/redis-server';
import { rules, sending, trying } from '../store-inputs';

const budget: StoreRules = { ...rules, sendAddressLimit: 2, dailyBudget: 10 };
const [first = '', ...others] = ['+8618566246600', '+8618566246601', '+8618566246602'];

describe.skipIf(!hasRedisServer)('Environments that share a Redis instance', () => {
  let server: RedisServer;
  let admin: Redis;

  beforeAll(async () => {
    server = await startRedisServer({ password: 'shared' });
    admin = new Redis({ port: server.port, password: server.password, protocol: 2 });
  });
  afterAll(async () => {
    admin?.disconnect();
    await server?.stop();
  });

  /** Uses up what the rules allow: numbers, guesses, a network and confirmations. Returns all outcomes. */
  async function play(keyPrefix?: string): Promise<unknown[]> {
    const store = createRedisStore(createRedisConnection({ ...server, ...(keyPrefix && { keyPrefix }) }), budget);
    const outcomes: unknown[] = [];
    for (const phone of [first, ...others]) outcomes.push((await store.storeCode(sending({ phone }))).result);
    for (const code of ['wrong', 'right', 'right'])
      outcomes.push((await store.checkCode(trying(code, { phone: first }))).result);
    outcomes.push((await store.storeCode(sending({ phone: first }))).result);
    store.close();
    return outcomes;
  }

  it('have codes, limits and guards of their own', async () => {
    const outcomes = await play();
    expect(outcomes).toEqual(['stored', 'stored', 'limited', 'wrong', 'right', 'spent', 'limited']);
    expect(await play('pr-42:')).toEqual(outcomes);
    expect(await play('pr-43:')).toEqual(outcomes);
  });

  it('write only keys with their prefix, which all expire by themselves', async () => {
    await admin.flushall();
    await play('pr-42:');
    const keys = await admin.keys('*');
    const kinds = keys.map((key) => key.replace(/^pr-42:\{sms\}:/, '').replace(/[:+].*/, '')).sort();
    expect(new Set(kinds)).toEqual(new Set(['', 'known', 'messages', 'network', 'range', 'total']));
    for (const key of keys) {
      expect(key).toMatch(/^pr-42:\{sms\}:/);
      expect(await admin.pttl(key), key).toBeGreaterThan(0);
    }
  });
});
