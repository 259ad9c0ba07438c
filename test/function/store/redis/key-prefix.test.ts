import { Redis } from 'ioredis';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CodeStore } from '../../../../function/store/code-store';
import { createRedisConnection } from '../../../../function/store/redis/redis-connection';
import { createRedisStore } from '../../../../function/store/redis/redis-store';
import { hasRedisServer, type RedisServer, startRedisServer } from '../../../../local-cloud/process/redis-server';
import { startTrialService } from '../../trial-service';
import { type CreateStore, describeCodeStore } from '../code-store-contract';
import { describeGuard } from '../guard-contract';
import { morning, rules, sending, trying } from '../store-inputs';

/** The environments that share a Redis. One of them has no prefix, as all had before there were prefixes. */
const prefixes = ['', 'dev'];
const hashTagOf = (prefix: string) => (prefix === '' ? '{sms}:' : `{${prefix}:sms}:`);

/** A cluster, since it refuses scripts whose keys are in different hash slots. */
describe.skipIf(!hasRedisServer)('Environments with different key prefixes on one Redis', () => {
  let server: RedisServer;
  let admin: Redis;
  beforeAll(async () => {
    server = await startRedisServer({ password: 'shared', cluster: true });
    admin = new Redis({ port: server.port, password: 'shared', protocol: 2 });
    return async () => {
      admin.disconnect();
      await server.stop();
    };
  });

  /** The keys of an environment, without their common beginning; fails for a key that is nobody's. */
  async function keysByPrefix(): Promise<string[][]> {
    const all = await admin.keys('*');
    const own = prefixes.map((prefix) => all.filter((key) => key.startsWith(hashTagOf(prefix))));
    expect(own.flat().sort()).toEqual(all.sort());
    return own.map((keys, index) => keys.map((key) => key.slice(hashTagOf(prefixes[index] ?? '').length)).sort());
  }

  const connect: CreateStore = async (storeRules, now) => {
    await admin.flushall();
    const stores = prefixes.map((keyPrefix) =>
      createRedisStore(createRedisConnection(server), storeRules, { keyPrefix, now }),
    );
    /** Every environment does the same. What one of them is told depends on none of the others if all are told the same. */
    async function each<Result>(act: (store: CodeStore) => Promise<Result>): Promise<Result> {
      const [first, ...others] = await Promise.all(stores.map(act));
      for (const other of others) expect(other).toEqual(first);
      return first as Result;
    }
    return {
      storeCode: (code) => each((store) => store.storeCode(code)),
      takeBack: (code, reason) => each((store) => store.takeBack(code, reason)),
      checkCode: (code) => each((store) => store.checkCode(code)),
      close: () => {
        for (const store of stores) store.close();
      },
    };
  };

  describe('act as if each were alone', () => {
    afterEach(async () => {
      const [first = [], ...others] = await keysByPrefix();
      for (const other of others) expect(other).toEqual(first);
      const keys = await admin.keys('*');
      const lifetimes = await Promise.all(keys.map(async (key) => [key, await admin.pttl(key)]));
      expect(lifetimes.filter(([, lifetime]) => lifetime === -1)).toEqual([]);
    });
    describeCodeStore(connect);
    describeGuard(connect);
  });

  it('get the prefix from a variable of the function', async () => {
    await admin.flushall();
    const service = startTrialService({
      CODE_STORE: 'redis',
      REDIS_HOST: server.host,
      REDIS_PORT: String(server.port),
      REDIS_PASSWORD: server.password,
      REDIS_KEY_PREFIX: 'dev',
    });
    const reply = await service.get({ method: 'getSms', phone: '8618566246600' });
    expect(reply.body).toMatchObject({ codeStr: 'Ok' });
    const [none, dev] = await keysByPrefix();
    expect(none).toEqual([]);
    expect(dev).toContain('+8618566246600');
  });

  it('know neither codes nor used numbers, budgets and networks of each other', async () => {
    await admin.flushall();
    const limited = { ...rules, sendAddressLimit: 10, dailyBudget: 10 };
    const [here, there] = ['dev', 'dev-2'].map((keyPrefix) =>
      createRedisStore(createRedisConnection(server), limited, { keyPrefix, now: () => morning }),
    ) as [CodeStore, CodeStore];
    const code = sending();
    const phoneOf = (index: number) => `+861850000${String(index).padStart(4, '0')}`;
    expect(await here.storeCode(code)).toMatchObject({ result: 'stored' });
    expect(await there.checkCode(trying('right'))).toEqual({ result: 'expired' });
    expect(await there.checkCode(trying('right', { handle: code.handle }))).toEqual({ result: 'expired' });
    for (let sent = 1; sent < 8; sent++) await here.storeCode(sending({ phone: phoneOf(sent) }));
    expect(await here.storeCode(sending({ phone: phoneOf(8) }))).toMatchObject({ limit: 'budget' });
    expect(await there.storeCode(sending({ phone: phoneOf(8) }))).toMatchObject({ result: 'stored' });
    expect(await there.storeCode(code)).toMatchObject({ result: 'stored' });
    expect(await here.checkCode(trying('right'))).toMatchObject({ result: 'right' });
    expect(await there.checkCode(trying('right'))).toMatchObject({ result: 'right' });
    for (const store of [here, there]) store.close();
  });
});
