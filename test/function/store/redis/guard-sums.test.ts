import fc from 'fast-check';
import { Redis } from 'ioredis';
import { beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../../function/store/limits';
import { createRedisConnection } from '../../../../function/store/redis/redis-connection';
import { createRedisStore } from '../../../../function/store/redis/redis-store';
import { hasRedisServer, type RedisServer, startRedisServer } from '../../../../local-cloud/process/redis-server';
import { propertyRuns, propertyTimeout } from '../../../support/property-runs';
import { morning, rules, sending, trying } from '../store-inputs';

const minute = 60_000;

describe.skipIf(!hasRedisServer)('The kept sums of the guard', () => {
  let server: RedisServer;
  let admin: Redis;
  beforeAll(async () => {
    server = await startRedisServer({ password: 'sums' });
    admin = new Redis({ port: server.port, password: 'sums', protocol: 2 });
    return async () => {
      admin.disconnect();
      await server.stop();
    };
  });

  /** The sums that are kept, and those of the counters. */
  async function readSums(now: number) {
    const { sums = '', ...fields } = await admin.hgetall('{sms}:total');
    const newest = Math.floor(now / minute);
    const sumOf = (kind: string, oldest: number, latest: number) =>
      Object.entries(fields)
        .filter(([name]) => name.startsWith(kind) && Number(name.slice(1)) >= oldest && Number(name.slice(1)) <= latest)
        .reduce((sum, [, counted]) => sum + Number(counted), 0);
    const all = ['s', 'u', 'p'].map((kind) => sumOf(kind, newest - 60, newest));
    const old = ['s', 'u'].map((kind) => sumOf(kind, newest - 60, newest - limits.youngBuckets - 1));
    return { kept: sums, counted: [newest, ...all, ...old].join() };
  }

  it(
    'are those of its counters, whatever is sent, confirmed and taken back when',
    async () => {
      const connection = createRedisConnection({ ...server, password: 'sums' });
      const act = fc.record({
        what: fc.constantFrom('send', 'send', 'log in', 'take back'),
        number: fc.nat(5),
        wait: fc.constantFrom(0, 0, 1000, 20_000, minute, 5 * minute, 40 * minute),
      });
      const games = Math.ceil(propertyRuns / 20);
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 60 }), async (acts) => {
          await admin.flushall();
          let now = morning;
          const open = { ...rules, codeTtl: 60 * minute, sendInterval: 0, sendDailyLimit: 60, sendAddressLimit: 1000 };
          const store = createRedisStore(connection, open, () => now);
          const sent = new Map<string, ReturnType<typeof sending>>();
          for (const { what, number, wait } of acts) {
            now += wait;
            const phone = `+861850000000${number}`;
            const last = sent.get(phone);
            if (what === 'send') {
              const message = sending({ phone, networks: { network: `network ${now} ${number}` } });
              await store.storeCode(message);
              sent.set(phone, message);
            } else if (last !== undefined && what === 'log in') {
              await store.checkCode(trying('right', { phone, handle: last.handle }));
            } else if (last !== undefined) {
              await store.takeBack(last, 'not-sent');
            }
          }
          await store.storeCode(sending({ phone: '+8618500000009' }));
          const { kept, counted } = await readSums(now);
          expect(kept).toBe(counted);
        }),
        { numRuns: games },
      );
      connection.close();
    },
    propertyTimeout,
  );
});
