import fc from 'fast-check';
import { Redis } from 'ioredis';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CodeStore, CodeToStore, NumberState } from '../../../../function/store/code-store';
import { createMemoryStore } from '../../../../function/store/memory/memory-store';
import { createRedisConnection } from '../../../../function/store/redis/redis-connection';
import { createRedisStore } from '../../../../function/store/redis/redis-store';
import { hasRedisServer, type RedisServer, startRedisServer } from '../../../../local-cloud/process/redis-server';
import { propertyRuns, propertyTimeout } from '../../../support/property-runs';
import { morning, rules, sending, trying } from '../store-inputs';

/** What users and an operator do with two numbers, as ordinary ones and as test numbers. */
type Act =
  | { readonly act: 'send'; readonly number: number; readonly network: number; readonly isTest: boolean }
  | { readonly act: 'check'; readonly code: number; readonly isRight: boolean; readonly withHandle: boolean }
  | { readonly act: 'take back'; readonly code: number; readonly reason: 'refused' | 'not-sent' }
  | { readonly act: 'release'; readonly number: number; readonly isTest: boolean }
  | { readonly act: 'wait'; readonly seconds: number };

const [number, code, isTest] = [fc.nat({ max: 1 }), fc.nat({ max: 8 }), fc.boolean()];
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ act: fc.constant('send' as const), number, network: fc.nat({ max: 2 }), isTest }),
  fc.record({ act: fc.constant('check' as const), code, isRight: fc.boolean(), withHandle: fc.boolean() }),
  fc.record({ act: fc.constant('take back' as const), code, reason: fc.constantFrom('refused', 'not-sent') }),
  fc.record({ act: fc.constant('release' as const), number, isTest }),
  fc.record({ act: fc.constant('wait' as const), seconds: fc.constantFrom(7, 30, 360, 14 * 3600) }),
);

const storeRules = { ...rules, sendDailyLimit: 4, sendAddressLimit: 6, dailyBudget: 12 };
const phoneOf = (index: number) => `+861856624660${index}`;
const numberOf = (index: number, test: boolean) => {
  const { phone, known } = sending({ phone: phoneOf(index) });
  return { phone, known, isTest: test };
};
const everyNumber = [numberOf(0, false), numberOf(0, true), numberOf(1, false), numberOf(1, true)];
/** Neither store promises an order of blocks. */
const inOrder = ({ blocks, ...state }: NumberState) => ({
  ...state,
  blocks: [...blocks].sort((one, other) => (one.limit < other.limit ? -1 : 1)),
});

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

  /** Plays acts to a store. @returns what it answered, and what it tells of every number after each act */
  async function play(store: CodeStore, script: readonly Act[], clock: { now: number }): Promise<unknown[]> {
    const sent: CodeToStore[] = [];
    const answers: unknown[] = [];
    clock.now = morning;
    for (const [index, act] of script.entries()) {
      clock.now += 1000;
      answers.push(act, await playOne(store, act, { sent, index, clock }));
      for (const one of everyNumber) answers.push(inOrder(await store.lookUp(one)));
    }
    return answers;
  }

  async function playOne(
    store: CodeStore,
    act: Act,
    { sent, index, clock }: { readonly sent: CodeToStore[]; readonly index: number; readonly clock: { now: number } },
  ): Promise<unknown> {
    switch (act.act) {
      case 'send': {
        const networks = { network: `network ${act.network}` };
        const one = sending({
          ...numberOf(act.number, act.isTest),
          handle: `h${index}`,
          codeHash: `c${index}`,
          networks,
        });
        sent.push(one);
        return store.storeCode(one);
      }
      case 'check': {
        const { phone, isTest, handle, codeHash, networks } = sent[act.code] ?? sending({ handle: 'none' });
        const attempt = { phone, isTest, attemptId: `a${index}`, networks, ...(act.withHandle && { handle }) };
        return store.checkCode(trying(act.isRight ? codeHash : 'wrong', attempt));
      }
      case 'take back': {
        const taken = sent[act.code];
        return taken && store.takeBack(taken, act.reason);
      }
      case 'release': {
        const one = numberOf(act.number, act.isTest);
        const before = await store.lookUp(one);
        const after = await store.release(one);
        const kept = ({ messagesToday, codes, attemptsLeftToday }: NumberState) => [
          messagesToday,
          codes,
          attemptsLeftToday,
        ];
        expect(kept(after)).toEqual(kept(before));
        return inOrder(after);
      }
      case 'wait':
        clock.now += act.seconds * 1000;
        return undefined;
    }
  }

  it('answers and tells the same, whatever users and an operator do; a release gives no try back', {
    timeout: propertyTimeout,
  }, async () => {
    const clock = { now: morning };
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 10, maxLength: 40 }), async (script) => {
        await admin.flushall();
        const redis = createRedisStore(
          createRedisConnection({ ...server, keyPrefix: '' }),
          storeRules,
          () => clock.now,
        );
        try {
          const expected = await play(
            createMemoryStore(storeRules, () => clock.now),
            script,
            clock,
          );
          expect(await play(redis, script, clock)).toEqual(expected);
        } finally {
          redis.close();
        }
      }),
      // Each is hundreds of scripts.
      { numRuns: Math.ceil(propertyRuns / 10) },
    );
  });
});
