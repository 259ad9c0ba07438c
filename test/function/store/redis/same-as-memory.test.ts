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

/** What users and an operator do with a number, as an ordinary one and as a test number. Code 0 is the newest one. */
type Act =
  | { readonly act: 'send'; readonly network: number; readonly isTest: boolean }
  | { readonly act: 'check'; readonly code: number; readonly isRight: boolean; readonly withHandle: boolean }
  | { readonly act: 'take back'; readonly code: number; readonly reason: 'refused' | 'not-sent' }
  | { readonly act: 'release'; readonly isTest: boolean }
  | { readonly act: 'wait'; readonly seconds: number };

const [code, isTest] = [fc.nat({ max: 3 }), fc.constantFrom(false, false, false, true)];
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant('send' as const), network: fc.nat({ max: 4 }), isTest }) },
  fc.record({ act: fc.constant('check' as const), code, isRight: fc.boolean(), withHandle: fc.boolean() }),
  fc.record({ act: fc.constant('take back' as const), code, reason: fc.constantFrom('refused', 'not-sent') }),
  fc.record({ act: fc.constant('release' as const), isTest }),
  fc.record({ act: fc.constant('wait' as const), seconds: fc.constantFrom(7, 30, 360, 14 * 3600) }),
);

const storeRules = { ...rules, sendDailyLimit: 3, sendAddressLimit: 6, dailyBudget: 8 };
const { phone, known } = sending();
const numberAs = (test: boolean) => ({ phone, known, isTest: test });
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

  /** Plays acts to a store. @returns what it answered, and what it tells of the number after each act */
  async function play(store: CodeStore, script: readonly Act[], clock: { now: number }): Promise<unknown[]> {
    const sent: CodeToStore[] = [];
    const answers: unknown[] = [];
    clock.now = morning;
    for (const [index, act] of script.entries()) {
      clock.now += 11_000;
      answers.push(act, await playOne(store, act, { sent, index, clock }));
      for (const test of [false, true]) answers.push(inOrder(await store.lookUp(numberAs(test))));
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
          ...numberAs(act.isTest),
          handle: `h${index}`,
          codeHash: `c${index}`,
          networks,
        });
        sent.push(one);
        return store.storeCode(one);
      }
      case 'check': {
        const { isTest, handle, codeHash, networks } = sent.at(-1 - act.code) ?? sending({ handle: 'none' });
        const attempt = { isTest, attemptId: `a${index}`, networks, ...(act.withHandle && { handle }) };
        return store.checkCode(trying(act.isRight ? codeHash : 'wrong', attempt));
      }
      case 'take back': {
        const taken = sent.at(-1 - act.code);
        return taken && store.takeBack(taken, act.reason);
      }
      case 'release': {
        const one = numberAs(act.isTest);
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
      fc.asyncProperty(fc.array(acts, { minLength: 20, maxLength: 60 }), async (script) => {
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
