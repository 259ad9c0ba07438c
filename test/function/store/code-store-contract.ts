import { beforeEach, describe, expect, it } from 'vitest';
import type { CodeStore, CodeToCheck, CodeToStore, StoreRules } from '../../../function/store/code-store';

const minute = 60_000;
const hour = 60 * minute;
/** 2026-11-23 10:00 in Shanghai. */
const morning = Date.UTC(2026, 10, 23, 2);

const rules: StoreRules = {
  codeTtl: 5 * minute,
  maxAttempts: 3,
  sendInterval: 30_000,
  sendDailyLimit: 10,
  sendAddressLimit: 20,
};

const today = { name: '20261123', endsAt: morning + 14 * hour };
const tomorrow = { name: '20261124', endsAt: morning + 38 * hour };
const window = { name: '1', endsAt: morning + hour };
const nextWindow = { name: '2', endsAt: morning + 2 * hour };

/** The test suite that every code store has to pass, run on the stores that `createStore` creates. */
export function describeCodeStore(createStore: (rules: StoreRules) => Promise<CodeStore>): void {
  let store: CodeStore;
  let requests = 0;
  const nextRequest = () => `7a1c9e5e-${++requests}`;

  const sending = (changes: Partial<CodeToStore> = {}): CodeToStore => ({
    phone: '+8618566246600',
    requestId: nextRequest(),
    codeHash: 'right',
    now: morning,
    day: today,
    address: '203.0.113.7',
    window,
    ...changes,
  });
  const trying = (codeHash: string, changes: Partial<CodeToCheck> = {}): CodeToCheck => ({
    phone: '+8618566246600',
    requestId: nextRequest(),
    codeHash,
    now: morning + minute,
    ...changes,
  });
  const check = (codeHash: string, changes?: Partial<CodeToCheck>) => store.checkCode(trying(codeHash, changes));

  beforeEach(async () => {
    store = await createStore(rules);
    return () => store.close();
  });

  describe('storing a code', () => {
    it('counts the messages of the day', async () => {
      expect(await store.storeCode(sending())).toEqual({ result: 'stored', sendsToday: 1 });
      expect(await store.storeCode(sending({ now: morning + minute }))).toEqual({ result: 'stored', sendsToday: 2 });
    });

    it('replaces the previous code and its attempts', async () => {
      await store.storeCode(sending({ codeHash: 'first' }));
      await check('wrong');
      await store.storeCode(sending({ codeHash: 'second', now: morning + minute }));
      expect(await check('first', { now: morning + minute })).toEqual({ result: 'wrong', attemptsLeft: 2 });
      expect(await check('second', { now: morning + minute })).toMatchObject({ result: 'right' });
    });

    it('replaces a code that was used', async () => {
      await store.storeCode(sending());
      await check('right');
      await store.storeCode(sending({ codeHash: 'second', now: morning + minute }));
      expect(await check('second', { now: morning + minute })).toMatchObject({ result: 'right' });
    });

    it('refuses another message within the send interval, and returns the time left', async () => {
      await store.storeCode(sending());
      expect(await store.storeCode(sending({ now: morning + 29_999 }))).toEqual({
        result: 'limited',
        limit: 'interval',
        retryAfter: 1,
      });
      expect(await store.storeCode(sending({ now: morning + 30_000 }))).toMatchObject({ result: 'stored' });
    });

    it('keeps the stored code when it refuses a new one', async () => {
      await store.storeCode(sending({ codeHash: 'first' }));
      await store.storeCode(sending({ codeHash: 'second', now: morning + 1 }));
      expect(await check('first')).toMatchObject({ result: 'right' });
    });

    it('never makes a number wait longer than the send interval because clocks differ', async () => {
      await store.storeCode(sending({ now: morning + 10_000 }));
      expect(await store.storeCode(sending({ now: morning }))).toEqual({
        result: 'limited',
        limit: 'interval',
        retryAfter: 30_000,
      });
      expect(await store.storeCode(sending({ now: morning - hour }))).toMatchObject({ result: 'stored' });
    });

    it('refuses the eleventh message of a day, until the next day', async () => {
      for (let sent = 0; sent < 10; sent++) await store.storeCode(sending({ now: morning + sent * minute }));
      const now = morning + 10 * minute;
      expect(await store.storeCode(sending({ now }))).toEqual({
        result: 'limited',
        limit: 'day',
        retryAfter: today.endsAt - now,
      });
      const midnight = sending({ now: today.endsAt, day: tomorrow, window: nextWindow });
      expect(await store.storeCode(midnight)).toEqual({ result: 'stored', sendsToday: 1 });
    });

    it('counts messages of a client address over all numbers, per window', async () => {
      for (let sent = 0; sent < 20; sent++) await store.storeCode(sending({ phone: `+86185662466${10 + sent}` }));
      const oneMore = sending({ phone: '+8618566246699' });
      expect(await store.storeCode(oneMore)).toEqual({ result: 'limited', limit: 'address', retryAfter: hour });
      expect(await store.storeCode({ ...oneMore, address: '203.0.113.8' })).toMatchObject({ result: 'stored' });
      const later = sending({ phone: '+8618566246698', now: window.endsAt, window: nextWindow });
      expect(await store.storeCode(later)).toMatchObject({ result: 'stored' });
    });

    it('does not count a refused message for the client address', async () => {
      await store.storeCode(sending());
      for (let refused = 0; refused < 30; refused++) await store.storeCode(sending({ now: morning + 1 }));
      expect(await store.storeCode(sending({ phone: '+8618566246601' }))).toMatchObject({ result: 'stored' });
    });

    it('stores codes and counters separately for each number', async () => {
      await store.storeCode(sending({ codeHash: 'first' }));
      await store.storeCode(sending({ codeHash: 'second', phone: '+8618566246601' }));
      expect(await check('second')).toMatchObject({ result: 'wrong' });
      expect(await check('second', { phone: '+8618566246601' })).toMatchObject({ result: 'right' });
    });

    it('counts a retried request once', async () => {
      const request = sending();
      await store.storeCode(request);
      expect(await store.storeCode(request)).toEqual({ result: 'stored', sendsToday: 1 });
    });

    it('reports a duplicate if another invocation has stored a code for the same request', async () => {
      const request = sending({ codeHash: 'first' });
      await store.storeCode(request);
      expect(await store.storeCode({ ...request, codeHash: 'second' })).toEqual({ result: 'duplicate', sendsToday: 1 });
      expect(await check('first')).toMatchObject({ result: 'right' });
    });

    it('accepts one of many parallel requests for a number', async () => {
      const results = await Promise.all(Array.from({ length: 200 }, () => store.storeCode(sending())));
      expect(results.filter(({ result }) => result === 'stored')).toHaveLength(1);
      expect(results.filter(({ result }) => result === 'limited')).toHaveLength(199);
    });
  });

  describe('taking a code back', () => {
    it('deletes the code and lets the number request another one immediately', async () => {
      const request = sending();
      await store.storeCode(request);
      await store.takeBack(request);
      expect(await check('right')).toEqual({ result: 'expired' });
      expect(await store.storeCode(sending())).toEqual({ result: 'stored', sendsToday: 1 });
    });

    it('subtracts the message from the daily count, only once if it is taken back twice', async () => {
      await store.storeCode(sending());
      const request = sending({ now: morning + minute });
      await store.storeCode(request);
      await store.takeBack(request);
      await store.takeBack(request);
      expect(await store.storeCode(sending({ now: morning + minute }))).toEqual({ result: 'stored', sendsToday: 2 });
    });

    it("subtracts the message from the client address's count", async () => {
      for (let sent = 0; sent < 30; sent++) {
        const request = sending({ phone: `+86185662466${10 + sent}` });
        expect(await store.storeCode(request)).toMatchObject({ result: 'stored' });
        await store.takeBack(request);
      }
    });

    it('does not touch a newer code', async () => {
      const request = sending();
      await store.storeCode(request);
      await store.storeCode(sending({ codeHash: 'later', now: morning + minute }));
      await store.takeBack(request);
      expect(await check('later')).toMatchObject({ result: 'right' });
    });

    it('does not touch other numbers', async () => {
      await store.storeCode(sending());
      await store.takeBack(sending({ phone: '+8618566246601' }));
      expect(await check('right')).toMatchObject({ result: 'right' });
    });
  });

  describe('checking a code', () => {
    it('accepts the right code once', async () => {
      await store.storeCode(sending());
      expect(await check('right')).toEqual({ result: 'right', checkedAt: morning + minute });
      expect(await check('right')).toEqual({ result: 'spent' });
      expect(await check('wrong')).toEqual({ result: 'spent' });
    });

    it('allows three attempts', async () => {
      await store.storeCode(sending());
      expect(await check('wrong')).toEqual({ result: 'wrong', attemptsLeft: 2 });
      expect(await check('wrong')).toEqual({ result: 'wrong', attemptsLeft: 1 });
      expect(await check('wrong')).toEqual({ result: 'wrong', attemptsLeft: 0 });
      expect(await check('right')).toEqual({ result: 'spent' });
    });

    it('accepts the right code at the third attempt', async () => {
      await store.storeCode(sending());
      await check('wrong');
      await check('wrong');
      expect(await check('right')).toMatchObject({ result: 'right' });
    });

    it('has no code for a number to which none was sent', async () => {
      expect(await check('right')).toEqual({ result: 'expired' });
    });

    it('expires codes, whether used or not', async () => {
      await store.storeCode(sending());
      expect(await check('wrong', { now: morning + rules.codeTtl - 1 })).toMatchObject({ result: 'wrong' });
      expect(await check('right', { now: morning + rules.codeTtl })).toEqual({ result: 'expired' });
      await store.storeCode(sending({ now: morning + hour }));
      await check('right', { now: morning + hour });
      expect(await check('right', { now: morning + hour + rules.codeTtl })).toEqual({ result: 'expired' });
    });

    it('returns the same result to a retry, and counts it once', async () => {
      await store.storeCode(sending());
      const requests = [trying('wrong'), trying('wrong'), trying('right')];
      const answers = [];
      for (const request of requests) answers.push(await store.checkCode(request));
      for (const [number, request] of requests.entries()) {
        expect(await store.checkCode({ ...request, now: request.now + 1000 })).toEqual(answers[number]);
      }
      expect(answers).toEqual([
        { result: 'wrong', attemptsLeft: 2 },
        { result: 'wrong', attemptsLeft: 1 },
        { result: 'right', checkedAt: morning + minute },
      ]);
    });

    it('accepts one of many parallel right codes', async () => {
      await store.storeCode(sending());
      const results = await Promise.all(Array.from({ length: 200 }, () => check('right')));
      expect(results.filter(({ result }) => result === 'right')).toHaveLength(1);
      expect(results.filter(({ result }) => result === 'spent')).toHaveLength(199);
    });

    it('counts three of many parallel wrong codes', async () => {
      await store.storeCode(sending());
      const results = await Promise.all(Array.from({ length: 200 }, () => check('wrong')));
      expect(results.filter(({ result }) => result === 'wrong')).toHaveLength(3);
      expect(results.filter(({ result }) => result === 'spent')).toHaveLength(197);
    });
  });
}
