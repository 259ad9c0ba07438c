import { beforeEach, describe, expect, it } from 'vitest';
import type { CodeStore, CodeToCheck, CodeToStore, StoreRules } from '../../../function/store/code-store';
import { morning, rules, sending, trying } from './store-inputs';

const minute = 60_000;
const hour = 60 * minute;
const midnight = morning + 14 * hour;

/** Creates an empty store, whose clock is `now`. */
export type CreateStore = (rules: StoreRules, now: () => number) => Promise<CodeStore>;

/** The test suite that every code store has to pass, run on the stores that `createStore` creates. */
export function describeCodeStore(createStore: CreateStore): void {
  let store: CodeStore;
  let now: number;
  const numberOf = (index: number) => `+86185662${String(index).padStart(5, '0')}`;
  const send = (changes?: Partial<CodeToStore>) => store.storeCode(sending(changes));
  const check = (codeHash: string, changes?: Partial<CodeToCheck>) => store.checkCode(trying(codeHash, changes));
  const useStore = async (changes: Partial<StoreRules> = {}) => {
    store.close();
    store = await createStore({ ...rules, ...changes }, () => now);
  };
  const stored = { result: 'stored', notices: [] };
  const limited = (limit: string, retryAfter: number) => ({ result: 'limited', limit, retryAfter, notices: [] });

  beforeEach(async () => {
    now = morning;
    store = await createStore(rules, () => now);
    return () => store.close();
  });

  describe('storing a code', () => {
    it('makes the code the newest one, with new attempts', async () => {
      await send({ codeHash: 'first' });
      await check('wrong');
      now += minute;
      expect(await send({ codeHash: 'second' })).toEqual(stored);
      expect(await check('first')).toEqual({ result: 'wrong', attemptsLeft: 2 });
      expect(await check('second')).toMatchObject({ result: 'right' });
    });

    it('replaces a code that was used', async () => {
      await send();
      await check('right');
      now += minute;
      await send({ codeHash: 'second' });
      expect(await check('second')).toMatchObject({ result: 'right' });
    });

    it('refuses another message within the send interval, and returns the time left', async () => {
      await send();
      now += 29_999;
      expect(await send()).toEqual(limited('interval', 1));
      now += 1;
      expect(await send()).toEqual(stored);
    });

    it('keeps the stored code when it refuses a new one', async () => {
      await send({ codeHash: 'first' });
      now += 1;
      await send({ codeHash: 'second' });
      expect(await check('first')).toMatchObject({ result: 'right' });
    });

    it('refuses the eleventh message of a day, until the next day', async () => {
      for (let sent = 0; sent < 10; sent++) {
        expect(await send({ networks: { network: `network ${sent % 2}` } })).toEqual(stored);
        now += minute;
      }
      expect(await send()).toEqual(limited('day', midnight - now));
      now = midnight - 1;
      expect(await send()).toEqual(limited('day', 1));
      now = midnight;
      expect(await send()).toEqual(stored);
    });

    it('stores codes and counters separately for each number', async () => {
      await send({ codeHash: 'first' });
      await send({ codeHash: 'second', phone: numberOf(1) });
      expect(await check('second')).toMatchObject({ result: 'wrong' });
      expect(await check('second', { phone: numberOf(1) })).toMatchObject({ result: 'right' });
    });

    it('counts a retried request once, also if a newer one has replaced its code', async () => {
      const request = sending();
      await store.storeCode(request);
      expect(await store.storeCode(request)).toEqual(stored);
      now += 30_000;
      expect(await send()).toEqual(stored);
      expect(await store.storeCode(request)).toEqual({ result: 'duplicate', notices: [] });
    });

    it('reports a duplicate if another invocation has stored a code for the same request', async () => {
      const request = sending({ codeHash: 'first' });
      await store.storeCode(request);
      expect(await store.storeCode({ ...request, codeHash: 'second' })).toEqual({ result: 'duplicate', notices: [] });
      expect(await check('first')).toMatchObject({ result: 'right' });
    });

    it('accepts one of many parallel requests for a number', async () => {
      const results = await Promise.all(Array.from({ length: 200 }, () => send()));
      expect(results.filter(({ result }) => result === 'stored')).toHaveLength(1);
      expect(results.filter(({ result }) => result === 'limited')).toHaveLength(199);
    });
  });

  describe('limiting a client network', () => {
    /** Numbers of different ranges, so that the guard does not trip. */
    const spread = (index: number) => `+86${18_500_000_000 + index * 10_000}`;

    it('counts messages over all numbers', async () => {
      for (let sent = 0; sent < 20; sent++) expect(await send({ phone: spread(sent) })).toEqual(stored);
      expect(await send({ phone: spread(20) })).toMatchObject({ result: 'limited', limit: 'address' });
      expect(await send({ phone: spread(20), networks: { network: 'another' } })).toEqual(stored);
    });

    it('lets the window slide: it never accepts more than the limit within an hour', async () => {
      const sentAt: number[] = [];
      for (let step = 0; step < 400; step++) {
        const { result } = await send({ phone: spread(step) });
        if (result === 'stored') sentAt.push(now);
        now += 17_000;
      }
      const withinAnHour = sentAt.map((first) => sentAt.filter((time) => time >= first && time < first + hour).length);
      expect(Math.max(...withinAnHour)).toBe(20);
      expect(sentAt.length).toBeGreaterThan(20);
    });

    it('returns the time after which a message is accepted', async () => {
      for (let sent = 0; sent < 20; sent++) {
        await send({ phone: spread(sent) });
        now += 10_000;
      }
      const refused = await send({ phone: spread(20) });
      if (refused.result !== 'limited') throw new Error('The message was accepted.');
      now += refused.retryAfter - 1;
      expect(await send({ phone: spread(20) })).toMatchObject({ result: 'limited' });
      now += 1;
      expect(await send({ phone: spread(20) })).toEqual(stored);
    });

    it('does not count messages whose numbers logged in since', async () => {
      for (let sent = 0; sent < 60; sent++) {
        expect(await send({ phone: spread(sent) })).toEqual(stored);
        expect(await check('right', { phone: spread(sent) })).toMatchObject({ result: 'right' });
        now += 1000;
      }
    });

    it('does not count a message that another limit refused', async () => {
      await send();
      for (let refused = 0; refused < 30; refused++) await send();
      expect(await send({ phone: numberOf(1) })).toEqual(stored);
    });

    it('counts 16 times as many messages for the site of a network', async () => {
      const results: string[] = [];
      for (let sent = 0; sent < 16 * 20 + 1; sent++) {
        const networks = { network: `network ${sent}`, site: 'site' };
        results.push((await send({ phone: spread(sent), networks })).result);
      }
      expect(results.filter((result) => result === 'stored')).toHaveLength(320);
      expect(results.at(-1)).toBe('limited');
    });

    it('lets a network use up half of the messages of a number, as long as the number does not log in', async () => {
      for (let sent = 0; sent < 5; sent++) {
        expect(await send()).toEqual(stored);
        now += minute;
      }
      expect(await send()).toEqual(limited('address', midnight - now));
      expect(await send({ networks: { network: 'home' } })).toEqual(stored);
      await check('right');
      now += minute;
      expect(await send()).toEqual(stored);
    });

    it('counts half of the messages of a number from the first moment of the day on', async () => {
      now = midnight;
      for (let sent = 0; sent < 5; sent++) {
        expect(await send()).toEqual(stored);
        now += hour;
      }
      expect(await send()).toMatchObject({ result: 'limited', limit: 'address' });
    });

    it.each([1000, 10_000, 59_000])(
      'has windows of %d ms, after which it accepts a message again',
      async (addressWindow) => {
        await useStore({ addressWindow, sendAddressLimit: 2 });
        await send({ phone: spread(0) });
        await send({ phone: spread(1) });
        const refused = await send({ phone: spread(2) });
        if (refused.result !== 'limited') throw new Error('The message was accepted.');
        expect(refused.retryAfter).toBeGreaterThanOrEqual(addressWindow);
        expect(refused.retryAfter).toBeLessThanOrEqual(addressWindow + 1000);
        now += refused.retryAfter - 1;
        expect(await send({ phone: spread(2) })).toMatchObject({ result: 'limited' });
        now += 1;
        expect(await send({ phone: spread(2) })).toEqual(stored);
      },
    );

    it('counts the networks of a site together for half of the messages of a number', async () => {
      for (let sent = 0; sent < 5; sent++) {
        await send({ networks: { network: `network ${sent}`, site: 'site' } });
        now += minute;
      }
      const sixth = await send({ networks: { network: 'network 6', site: 'site' } });
      expect(sixth).toMatchObject({ result: 'limited', limit: 'address' });
    });

    it('does not limit messages of unknown addresses', async () => {
      for (let sent = 0; sent < 30; sent++) {
        expect(await send({ phone: spread(sent), networks: undefined })).toEqual(stored);
      }
    });

    it('limits wrong codes without a handle, and lets the holder of a handle in', async () => {
      const request = sending({ phone: spread(999) });
      await store.storeCode(request);
      // Wrong codes with a handle do not count.
      for (let guess = 0; guess < 90; guess++) {
        const { phone, handle } = sending({ phone: spread(100 + guess) });
        await store.storeCode(sending({ phone, handle, networks: { network: `network ${guess}` } }));
        await check('wrong', { phone, handle });
      }
      const results: string[] = [];
      for (let guess = 0; guess < 70; guess++) {
        const phone = spread(Math.floor(guess / 3));
        if (guess % 3 === 0) await send({ phone, networks: { network: `network ${guess}` } });
        results.push((await check('wrong', { phone })).result);
      }
      expect(results.filter((result) => result === 'wrong')).toHaveLength(60);
      expect(results.slice(60)).toEqual(Array.from({ length: 10 }, () => 'limited'));
      expect(await check('right', { phone: spread(999) })).toMatchObject({ result: 'limited', limit: 'address' });
      const owner = { phone: spread(999), handle: request.handle };
      expect(await check('wrong', owner)).toEqual({ result: 'wrong', attemptsLeft: 2 });
      expect(await check('right', owner)).toMatchObject({ result: 'right' });
    });
  });

  describe('taking a code back', () => {
    it('deletes the code and lets the number request another one immediately', async () => {
      const request = sending();
      await store.storeCode(request);
      await store.takeBack(request, 'refused');
      expect(await check('right')).toEqual({ result: 'expired' });
      expect(await check('right', { handle: request.handle })).toEqual({ result: 'expired' });
      expect(await send()).toEqual(stored);
    });

    it('subtracts the message from the daily count, only once if it is taken back twice', async () => {
      await useStore({ sendDailyLimit: 2 });
      await send({ networks: undefined });
      now += minute;
      const request = sending({ networks: undefined });
      await store.storeCode(request);
      await store.takeBack(request, 'refused');
      await store.takeBack(request, 'refused');
      expect(await send({ networks: undefined })).toEqual(stored);
      now += minute;
      expect(await send({ networks: undefined })).toMatchObject({ limit: 'day' });
    });

    it('gives the client network its message back if it was not refused, but did not reach the SMS API', async () => {
      for (let sent = 0; sent < 60; sent++) {
        const request = sending({ phone: numberOf(sent), networks: { network: 'office', site: 'site' } });
        expect(await store.storeCode(request)).toEqual(stored);
        await store.takeBack(request, 'not-sent');
      }
    });

    it('does nothing if the handle has another code: that of the request that was repeated', async () => {
      const request = sending();
      await store.storeCode(request);
      await store.takeBack({ ...request, codeHash: 'of the repeat' }, 'not-sent');
      expect(await send()).toMatchObject({ limit: 'interval' });
      expect(await check('right', { handle: request.handle })).toMatchObject({ result: 'right' });
    });

    it('gives nothing back to the client network if the SMS API refused the message', async () => {
      for (let sent = 0; sent < 20; sent++) {
        const request = sending({ phone: numberOf(sent) });
        expect(await store.storeCode(request)).toEqual(stored);
        await store.takeBack(request, 'refused');
      }
      expect(await send({ phone: numberOf(20) })).toMatchObject({ limit: 'address' });
    });

    it('gives the budget and the guard their message back', async () => {
      await useStore({ dailyBudget: 10 });
      for (let sent = 0; sent < 200; sent++) {
        const request = sending({ phone: numberOf(sent), networks: undefined });
        expect(await store.storeCode(request)).toEqual(stored);
        await store.takeBack(request, 'refused');
      }
      expect(await send({ networks: undefined })).toEqual(stored);
    });

    it('makes the code before it the newest one again, with the attempts that it has left', async () => {
      const first = sending({ codeHash: 'first' });
      await store.storeCode(first);
      await check('wrong');
      now += minute;
      const second = sending({ codeHash: 'second' });
      await store.storeCode(second);
      await store.takeBack(second, 'refused');
      expect(await check('second')).toEqual({ result: 'wrong', attemptsLeft: 1 });
      expect(await check('first')).toMatchObject({ result: 'right' });
      expect(await check('first', { handle: first.handle })).toEqual({ result: 'spent' });
    });

    it.each(['with', 'without'])('keeps a code used that was used %s its handle', async (how) => {
      const first = sending({ codeHash: 'first' });
      await store.storeCode(first);
      const wrong = trying('wrong');
      const right = trying('first', how === 'with' ? { handle: first.handle } : {});
      const results = [await store.checkCode(wrong), await store.checkCode(right)];
      expect(results[1]).toMatchObject({ result: 'right' });
      for (let round = 0; round < 2; round++) {
        now += minute;
        const second = sending({ codeHash: 'second' });
        await store.storeCode(second);
        expect(await check('first', { handle: first.handle })).toEqual({ result: 'spent' });
        await store.takeBack(second, 'refused');
        expect(await check('first')).toEqual({ result: 'spent' });
        expect(await check('first', { handle: first.handle })).toEqual({ result: 'spent' });
        expect([await store.checkCode(wrong), await store.checkCode(right)]).toEqual(results);
      }
    });

    it('does not subtract a message of the day before', async () => {
      await useStore({ sendDailyLimit: 2 });
      now = midnight - 10_000;
      const late = sending({ networks: undefined });
      await store.storeCode(late);
      now = midnight + 50_000;
      const early = sending({ networks: undefined });
      await store.storeCode(early);
      await store.takeBack(early, 'refused');
      await store.takeBack(late, 'refused');
      for (const result of ['stored', 'stored', 'limited']) {
        now += minute;
        expect(await send({ networks: undefined })).toMatchObject({ result });
      }
    });

    it('deletes a code although a newer one replaced it', async () => {
      const first = sending({ codeHash: 'first' });
      await store.storeCode(first);
      now += minute;
      await send({ codeHash: 'later' });
      await store.takeBack(first, 'refused');
      expect(await check('first', { handle: first.handle })).toEqual({ result: 'expired' });
      expect(await check('later')).toMatchObject({ result: 'right' });
    });

    it('does not touch other numbers', async () => {
      await send();
      await store.takeBack(sending({ phone: numberOf(1) }), 'refused');
      expect(await check('right')).toMatchObject({ result: 'right' });
    });
  });

  describe('checking the newest code', () => {
    it('accepts the right code once', async () => {
      await send();
      now += minute;
      expect(await check('right')).toEqual({ result: 'right', checkedAt: now });
      expect(await check('right')).toEqual({ result: 'spent' });
      expect(await check('wrong')).toEqual({ result: 'spent' });
    });

    it('allows three attempts, of which the third may succeed', async () => {
      await send();
      expect(await check('wrong')).toEqual({ result: 'wrong', attemptsLeft: 2 });
      expect(await check('wrong')).toEqual({ result: 'wrong', attemptsLeft: 1 });
      expect(await check('wrong')).toEqual({ result: 'wrong', attemptsLeft: 0 });
      expect(await check('right')).toEqual({ result: 'spent' });
      now += minute;
      await send();
      await check('wrong');
      await check('wrong');
      expect(await check('right')).toMatchObject({ result: 'right' });
    });

    it('has no code for a number to which none was sent', async () => {
      expect(await check('right')).toEqual({ result: 'expired' });
    });

    it('expires codes, whether used or not, also for a retry', async () => {
      await send();
      now += rules.codeTtl - 1;
      expect(await check('wrong')).toMatchObject({ result: 'wrong' });
      now += 1;
      expect(await check('right')).toEqual({ result: 'expired' });
      await send();
      const attempt = trying('right');
      expect(await store.checkCode(attempt)).toMatchObject({ result: 'right' });
      now += rules.codeTtl;
      expect(await store.checkCode(attempt)).toEqual({ result: 'expired' });
    });

    it('returns the same result to a retry, and counts it once', async () => {
      await send();
      const attempts = [trying('wrong'), trying('wrong'), trying('right')];
      const results = [];
      for (const attempt of attempts) results.push(await store.checkCode(attempt));
      now += minute;
      for (const [index, attempt] of attempts.entries()) {
        expect(await store.checkCode(attempt)).toEqual(results[index]);
      }
      expect(results).toEqual([
        { result: 'wrong', attemptsLeft: 2 },
        { result: 'wrong', attemptsLeft: 1 },
        { result: 'right', checkedAt: morning },
      ]);
    });

    it('counts 30 wrong codes for a number and day, whatever is taken back', async () => {
      const results: string[] = [];
      for (let round = 0; round < 20; round++) {
        const request = sending({ networks: undefined });
        await store.storeCode(request);
        for (let guess = 0; guess < 3; guess++) {
          const checked = await check('wrong', { networks: undefined });
          results.push(checked.result === 'limited' ? checked.limit : checked.result);
        }
        await store.takeBack(request, 'refused');
      }
      expect(results.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'wrong'));
      expect(results.slice(30)).toEqual(Array.from({ length: 30 }, () => 'attempts'));
      const request = sending();
      await store.storeCode(request);
      expect(await check('right')).toEqual({ result: 'limited', limit: 'attempts', retryAfter: midnight - now });
      expect(await check('right', { handle: request.handle })).toMatchObject({ result: 'right' });
      now = midnight;
      await send();
      expect(await check('right')).toMatchObject({ result: 'right' });
    });

    it('counts wrong codes of the next day for that day, although the code is of the day before', async () => {
      now = midnight - 1000;
      await send();
      now = midnight + 1000;
      expect(await check('wrong')).toMatchObject({ result: 'wrong' });
      now += hour;
      let wrong = 1;
      for (let round = 0; round < 11; round++) {
        const request = sending({ networks: undefined });
        await store.storeCode(request);
        for (let guess = 0; guess < 3; guess++) if ((await check('wrong')).result === 'wrong') wrong++;
        await store.takeBack(request, 'refused');
      }
      expect(wrong).toBe(30);
    });

    it('accepts one of many parallel right codes', async () => {
      await send();
      const results = await Promise.all(Array.from({ length: 200 }, () => check('right')));
      expect(results.filter(({ result }) => result === 'right')).toHaveLength(1);
      expect(results.filter(({ result }) => result === 'spent')).toHaveLength(199);
    });

    it('counts three of many parallel wrong codes', async () => {
      await send();
      const results = await Promise.all(Array.from({ length: 200 }, () => check('wrong')));
      expect(results.filter(({ result }) => result === 'wrong')).toHaveLength(3);
      expect(results.filter(({ result }) => result === 'spent')).toHaveLength(197);
    });
  });

  describe('checking a code with its handle', () => {
    let handle: string;
    beforeEach(async () => {
      const request = sending({ codeHash: 'mine' });
      handle = request.handle;
      await store.storeCode(request);
    });

    it('has attempts of its own', async () => {
      for (let guess = 0; guess < 4; guess++) await check('wrong');
      expect(await check('wrong', { handle })).toEqual({ result: 'wrong', attemptsLeft: 2 });
      expect(await check('wrong', { handle })).toEqual({ result: 'wrong', attemptsLeft: 1 });
      expect(await check('mine', { handle })).toEqual({ result: 'right', checkedAt: now });
    });

    it('allows three attempts', async () => {
      for (const attemptsLeft of [2, 1, 0]) {
        expect(await check('wrong', { handle })).toEqual({ result: 'wrong', attemptsLeft });
      }
      expect(await check('mine', { handle })).toEqual({ result: 'spent' });
      expect(await check('mine')).toMatchObject({ result: 'right' });
    });

    it('accepts the code although others were sent since', async () => {
      await check('wrong', { handle });
      for (let sent = 0; sent < 8; sent++) {
        now += 30_000;
        expect(await send({ codeHash: `other ${sent}`, networks: { network: `network ${sent}` } })).toEqual(stored);
      }
      expect(await check('other 7', { handle })).toEqual({ result: 'wrong', attemptsLeft: 1 });
      expect(await check('mine', { handle })).toMatchObject({ result: 'right' });
      expect(await check('mine', { handle })).toEqual({ result: 'spent' });
      expect(await check('other 7')).toMatchObject({ result: 'right' });
    });

    it('accepts a code once, with its handle or without', async () => {
      expect(await check('mine')).toMatchObject({ result: 'right' });
      expect(await check('mine', { handle })).toEqual({ result: 'spent' });
      now += minute;
      const request = sending({ codeHash: 'second' });
      await store.storeCode(request);
      expect(await check('second', { handle: request.handle })).toMatchObject({ result: 'right' });
      expect(await check('second')).toEqual({ result: 'spent' });
      expect(await check('mine', { handle })).toEqual({ result: 'spent' });
    });

    it('expires after the TTL of its code, not of a newer one', async () => {
      now += 4 * minute;
      await send({ codeHash: 'second' });
      now += minute;
      expect(await check('mine', { handle })).toEqual({ result: 'expired' });
      expect(await check('second')).toMatchObject({ result: 'right' });
    });

    it('returns the same result to a retry, and counts it once', async () => {
      const wrong = trying('wrong', { handle });
      const right = trying('mine', { handle });
      const results = [await store.checkCode(wrong), await store.checkCode(right)];
      now += minute;
      await send();
      expect(await store.checkCode(wrong)).toEqual(results[0]);
      expect(await store.checkCode(right)).toEqual(results[1]);
      expect(results).toEqual([
        { result: 'wrong', attemptsLeft: 2 },
        { result: 'right', checkedAt: morning },
      ]);
    });

    it('knows no handle of another number, and none that was made up', async () => {
      await send({ phone: numberOf(1) });
      expect(await check('right', { phone: numberOf(1), handle })).toEqual({ result: 'expired' });
      expect(await check('mine', { handle: 'made up' })).toEqual({ result: 'expired' });
    });
  });
}
