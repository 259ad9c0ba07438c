import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CodeStore, StoreRules } from '../../../function/store/code-store';
import { propertyRuns, propertyTimeout } from '../../support/property-runs';
import type { CreateStore } from './code-store-contract';
import { morning, rules, sending, trying } from './store-inputs';

const minute = 60_000;
const numberOf = (index: number) => `+8618566${String(index).padStart(6, '0')}`;

/** What somebody does with a number. */
type Act =
  | { readonly act: 'send'; readonly network: number }
  | { readonly act: 'check'; readonly codeHash: string; readonly code: number | undefined; readonly network: number }
  | { readonly act: 'take back'; readonly code: number }
  | { readonly act: 'wait'; readonly milliseconds: number };

const network = fc.nat({ max: 2 });
const code = fc.nat({ max: 5 });
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ act: fc.constant('send' as const), network }),
  fc.record({
    act: fc.constant('check' as const),
    codeHash: fc.constantFrom('right', 'wrong', 'wrong too'),
    code: fc.option(code, { nil: undefined }),
    network,
  }),
  fc.record({ act: fc.constant('take back' as const), code }),
  fc.record({
    act: fc.constant('wait' as const),
    milliseconds: fc.constantFrom(1, 1000, 30_000, 6 * minute, 61 * minute, 14 * 60 * minute),
  }),
);

/** What a store does with test numbers, run on the stores that `createStore` creates. */
export function describeTestNumbers(createStore: CreateStore): void {
  let store: CodeStore;
  let now: number;

  beforeEach(async () => {
    now = morning;
    store = await createStore({ ...rules, sendAddressLimit: 1000, dailyBudget: 10 }, () => now);
    return () => store.close();
  });

  const send = (index: number, isTest = false, changes = {}) =>
    store.storeCode(sending({ phone: numberOf(index), isTest, networks: { network: `network ${index}` }, ...changes }));
  const logIn = (index: number, isTest = false) => store.checkCode(trying('right', { phone: numberOf(index), isTest }));

  /** Sends to test numbers of the range of the first numbers, each once. */
  const sendToTestNumbers = async (count: number) => {
    const results: string[] = [];
    for (let index = 0; index < count; index++) results.push((await send(index, true)).result);
    return results;
  };

  describe('A test number', () => {
    it('uses no budget, and is not limited by it', async () => {
      expect(await sendToTestNumbers(12)).toEqual(Array.from({ length: 12 }, () => 'stored'));
      for (let index = 0; index < 7; index++) expect(await send(index)).toEqual({ result: 'stored', notices: [] });
      expect(await send(7)).toEqual({ result: 'stored', notices: ['budget_nearly_used'] });
      expect(await send(8)).toMatchObject({ result: 'limited', limit: 'budget' });
      expect(await send(8, true, { handle: 'another' })).toMatchObject({ result: 'limited', limit: 'interval' });
      expect(await send(20, true)).toEqual({ result: 'stored', notices: [] });
    });

    it('gives no budget back if its code is taken back', async () => {
      for (let index = 0; index < 8; index++) await send(index);
      const taken = sending({ phone: numberOf(9), isTest: true });
      await store.storeCode(taken);
      await store.takeBack(taken, 'not-sent');
      expect(await send(10)).toMatchObject({ result: 'limited', limit: 'budget' });
      expect(
        await store.checkCode(trying('right', { phone: numberOf(9), isTest: true, handle: taken.handle })),
      ).toEqual({
        result: 'expired',
      });
    });

    it('does not trip the guard, and is not refused by it', async () => {
      store.close();
      store = await createStore({ ...rules, sendAddressLimit: 1000 }, () => now);
      await sendToTestNumbers(200);
      now += 5 * minute;
      expect(await send(200)).toEqual({ result: 'stored', notices: [] });
      for (let index = 201; index < 330; index++) await send(index);
      now += 5 * minute;
      expect(await send(330)).toMatchObject({ result: 'limited', limit: 'range' });
      expect(await send(330, true)).toEqual({ result: 'stored', notices: [] });
    });

    it('confirms nothing for the guard when it logs in', async () => {
      store.close();
      store = await createStore({ ...rules, sendAddressLimit: 1000 }, () => now);
      for (let index = 0; index < 30; index++) await send(index);
      for (let index = 0; index < 200; index++) {
        await send(index, true);
        expect(await logIn(index, true)).toMatchObject({ result: 'right' });
      }
      now += 5 * minute;
      expect(await send(30)).toMatchObject({ result: 'limited', limit: 'range' });
      // Nor is the number known now, which always passes the guard.
      expect(await send(1)).toMatchObject({ result: 'limited', limit: 'range' });
    });

    it('takes nothing away from the guard if its code is taken back', async () => {
      store.close();
      store = await createStore({ ...rules, sendAddressLimit: 1000 }, () => now);
      for (let index = 0; index < 30; index++) {
        await send(index);
        const taken = sending({ phone: numberOf(index), isTest: true });
        await store.storeCode(taken);
        await store.takeBack(taken, 'not-sent');
      }
      now += 5 * minute;
      expect(await send(30)).toMatchObject({ result: 'limited', limit: 'range' });
    });

    it('has codes and limits apart from those of the ordinary number', async () => {
      await send(1);
      expect(await logIn(1, true)).toEqual({ result: 'expired' });
      expect(await send(1, true, { codeHash: 'fixed' })).toEqual({ result: 'stored', notices: [] });
      const check = (codeHash: string, isTest: boolean) =>
        store.checkCode(trying(codeHash, { phone: numberOf(1), isTest }));
      expect(await check('fixed', false)).toEqual({ result: 'wrong', attemptsLeft: 2 });
      expect(await check('right', true)).toEqual({ result: 'wrong', attemptsLeft: 2 });
      expect(await check('fixed', true)).toMatchObject({ result: 'right' });
      expect(await check('right', false)).toMatchObject({ result: 'right' });
    });

    it(
      'gets the same results as an ordinary number that nobody else disturbs, so that it cannot be guessed faster',
      async () => {
        const limits = fc.record({ sendDailyLimit: fc.constantFrom(4, 10), sendAddressLimit: fc.constantFrom(1, 3) });
        const play = async (isTest: boolean, script: readonly Act[], changes: Partial<StoreRules>) => {
          store.close();
          now = morning;
          store = await createStore({ ...rules, addressWindow: 600_000, ...changes }, () => now);
          const sent: Array<ReturnType<typeof sending>> = [];
          const results: unknown[] = [];
          for (const [index, step] of script.entries()) {
            if (step.act === 'wait') now += step.milliseconds;
            else if (step.act === 'send') {
              const networks = { network: `network ${step.network}` };
              const toStore = sending({ isTest, handle: `handle-${index}`, networks });
              sent.push(toStore);
              results.push(await store.storeCode(toStore));
            } else if (step.act === 'take back') {
              const toStore = sent[step.code];
              if (toStore !== undefined) await store.takeBack(toStore, 'not-sent');
            } else {
              const handle = step.code === undefined ? undefined : (sent[step.code]?.handle ?? 'handle-of-nobody');
              const networks = { network: `network ${step.network}` };
              const attempt = { isTest, attemptId: `attempt-${index}`, handle, networks };
              results.push(await store.checkCode(trying(step.codeHash, attempt)));
            }
          }
          return results;
        };
        await fc.assert(
          fc.asyncProperty(fc.array(acts, { minLength: 5, maxLength: 40 }), limits, async (script, changes) => {
            expect(await play(true, script, changes)).toEqual(await play(false, script, changes));
          }),
          { numRuns: Math.ceil(propertyRuns / 20) },
        );
      },
      propertyTimeout,
    );
  });
}
