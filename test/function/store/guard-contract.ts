import { beforeEach, describe, expect, it } from 'vitest';
import type { CodeStore, StoreCodeResult } from '../../../function/store/code-store';
import type { CreateStore } from './code-store-contract';
import { morning, rules, sending, trying } from './store-inputs';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** The scenarios of the guard against SMS pumping and of the budget, run on the stores that `createStore` creates. */
export function describeGuard(createStore: CreateStore): void {
  let store: CodeStore;
  let now: number;

  beforeEach(async () => {
    now = morning;
    store = await createStore({ ...rules, sendAddressLimit: 60 }, () => now);
    return () => store.close();
  });

  /** A number of a range of 10,000 numbers. */
  const numberOf = (range: number, index: number) => `+86${1_850_000 + range}${String(index).padStart(4, '0')}`;
  const send = (phone: string, network: string, changes = {}) =>
    store.storeCode(sending({ phone, networks: { network }, ...changes }));
  const logIn = (phone: string) => store.checkCode(trying('right', { phone, networks: { network: 'any' } }));
  const isRefused = (results: readonly StoreCodeResult[]) => results.filter(({ result }) => result === 'limited');

  /** People who request a code and log in after a while, unless their message does not arrive or is not wanted. */
  interface People {
    readonly count: number;
    /** Milliseconds between two of them. */
    readonly every: number;
    /** Milliseconds until they log in. */
    readonly takes: number;
    readonly phone: (index: number) => string;
    readonly network: (index: number) => string;
    /** @default - all of them log in */
    readonly logsIn?: (index: number) => boolean;
  }

  /** Plays people in the order in which they act, and returns the results of their requests. */
  async function play(...groups: readonly People[]): Promise<StoreCodeResult[][]> {
    const results: StoreCodeResult[][] = groups.map(() => []);
    const begin = now;
    const acts = groups.flatMap(({ count, every, takes, phone, network, logsIn = () => true }, group) =>
      Array.from({ length: count }, (_, index) => [
        { at: begin + index * every, act: async () => results[group]?.push(await send(phone(index), network(index))) },
        ...(logsIn(index) ? [{ at: begin + index * every + takes, act: () => logIn(phone(index)) }] : []),
      ]).flat(),
    );
    acts.sort((a, b) => a.at - b.at);
    for (const { at, act } of acts) {
      now = at;
      await act();
    }
    return results;
  }

  describe('The guard', () => {
    it('lets an office at 09:00 pass, whose 200 numbers are one block behind one address', async () => {
      const office = { count: 200, every: 3 * second, takes: 25 * second, network: () => 'office' };
      const [firstDay = []] = await play({ ...office, phone: (index) => numberOf(0, index) });
      expect(isRefused(firstDay)).toEqual([]);
      // On the next day, all of them come within 20 seconds. The limit of the address would be the only one in their way.
      now += day;
      const known = { ...office, every: 100, network: (index: number) => `desk ${index}` };
      const [nextDay = []] = await play({ ...known, phone: (index) => numberOf(0, index) });
      expect(isRefused(nextDay)).toEqual([]);
    });

    it('lets a launch pass that grows from nothing to 50 messages a second', async () => {
      const [results = []] = await play({
        count: 9000,
        every: 20,
        takes: 30 * second,
        phone: (index) => numberOf(index % 300, Math.floor(index / 300)),
        network: (index) => `home ${index}`,
        logsIn: (index) => index % 10 !== 0,
      });
      expect(isRefused(results)).toEqual([]);
    });

    it('lets people pass whose carrier delays messages for ten minutes, amid others', async () => {
      const usual = {
        every: 500,
        takes: 30 * second,
        phone: (index: number) => numberOf(index % 100, Math.floor(index / 100)),
        network: (index: number) => `home ${index}`,
      };
      await play({ ...usual, count: 3600 });
      const [delayed = []] = await play(
        {
          count: 600,
          every: 2 * second,
          takes: 10 * minute,
          phone: (index) => numberOf(500 + (index % 60), index),
          network: (index) => `carrier ${index}`,
          // After the code has expired, they do not get in.
          logsIn: () => false,
        },
        { ...usual, count: 2400, phone: (index) => usual.phone(index + 3600) },
      );
      expect(isRefused(delayed)).toEqual([]);
    });

    it('lets the users of a carrier-grade NAT pass, one message each 2 seconds', async () => {
      const [results = []] = await play({
        count: 900,
        every: 2 * second,
        takes: 40 * second,
        phone: (index) => numberOf(index % 90, index),
        network: () => 'carrier',
        // One in forty gives up.
        logsIn: (index) => index % 40 !== 0,
      });
      expect(isRefused(results)).toEqual([]);
    });

    it('refuses an attacker in one range after 100 messages, or 21 within more than two minutes', async () => {
      const attacker = { count: 1000, takes: 0, logsIn: () => false, network: (index: number) => `bot ${index}` };
      const [fast = []] = await play({ ...attacker, every: 10, phone: (index) => numberOf(0, index) });
      const passed = fast.filter(({ result }) => result === 'stored').length;
      // 101 messages, and one in twenty of the others: 20 within an hour.
      expect(passed).toBe(101 + 20);
      expect(fast.at(-1)).toEqual({ result: 'limited', limit: 'range', retryAfter: minute, notices: [] });
      now += day;
      const [slow = []] = await play({ ...attacker, count: 60, every: minute, phone: (index) => numberOf(1, index) });
      expect(isRefused(slow.slice(0, 23))).toEqual([]);
      // 21 of the first 23 messages are old enough to count.
      expect(isRefused(slow.slice(23)).length).toBeGreaterThan(30);
    });

    it.each([
      { what: 'evenly', pause: () => 5 * second },
      { what: 'in bursts of 400', pause: (index: number) => (index % 400 === 0 ? 31 * minute : 10) },
    ])(
      'lets at most 121 unconfirmed messages to a range pass within an hour, whoever asks $what',
      async ({ pause }) => {
        const sentAt: number[] = [];
        for (let index = 0; index < 4000; index++) {
          if ((await send(numberOf(0, index), `bot ${index}`)).result === 'stored') sentAt.push(now);
          now += pause(index);
        }
        const withinAnHour = sentAt.map(
          (first) => sentAt.filter((time) => time >= first && time < first + hour).length,
        );
        expect(Math.max(...withinAnHour)).toBeLessThanOrEqual(121);
        expect(sentAt.length).toBeGreaterThan(121);
      },
    );

    it('refuses an attacker in a thousand ranges after 5,000 messages, or 1,001 within more than two minutes', async () => {
      const attacker = { takes: 0, logsIn: () => false, network: (index: number) => `bot ${index}` };
      const phone = (index: number) => numberOf(index % 1000, Math.floor(index / 1000));
      const [fast = []] = await play({ ...attacker, count: 6000, every: 10, phone });
      expect(isRefused(fast.slice(0, 5001))).toEqual([]);
      expect(isRefused(fast.slice(5001)).length).toBe(999 - Math.floor(999 / 20));
      expect(fast.at(-1)).toMatchObject({ limit: 'total' });
      now += day;
      const [slow = []] = await play({ ...attacker, count: 1600, every: second, phone });
      expect(isRefused(slow.slice(0, 1120))).toEqual([]);
      expect(isRefused(slow.slice(1250)).length).toBeGreaterThan(300);
    });

    it('lets at most 1,000 messages an hour pass when it tripped for many ranges and for all numbers', async () => {
      // 60 ranges with 21 messages each trip the guard of each range and of all numbers.
      for (let index = 0; index < 60 * 21; index++) await send(numberOf(index % 60, index), `bot ${index}`);
      now += 4 * minute;
      let passed = 0;
      for (let request = 0; request < 60 * 20 * 20; request++) {
        const phone = numberOf(request % 60, 2000 + Math.floor(request / 60));
        if ((await send(phone, `bot ${request}`)).result === 'stored') passed++;
      }
      expect(passed).toBe(1000);
    });

    it('refuses an attacker who confirms numbers of his own, unless he confirms half of the messages', async () => {
      const attack = (confirmed: number) =>
        play({
          count: 400,
          every: second,
          takes: 5 * second,
          phone: (index) => numberOf(0, index),
          network: (index) => `bot ${index}`,
          logsIn: (index) => index % 100 < confirmed,
        });
      const [few = []] = await attack(30);
      expect(isRefused(few).length).toBeGreaterThan(200);
      now += day;
      const [half = []] = await attack(60);
      expect(isRefused(half)).toEqual([]);
    });

    it('lets known numbers pass for 30 days, also while it refuses others of their range', async () => {
      const known = numberOf(0, 9999);
      await send(known, 'home');
      await logIn(known);
      const attack = () =>
        play({
          count: 205,
          every: 10,
          takes: 0,
          phone: (index) => numberOf(0, index),
          network: (index) => `bot ${index}`,
          logsIn: () => false,
        });
      const [attacked = []] = await attack();
      expect(isRefused(attacked).length).toBeGreaterThan(90);
      now += minute;
      expect(await send(known, 'home')).toMatchObject({ result: 'stored' });
      now += 30 * day - hour;
      await attack();
      expect(await send(known, 'home')).toMatchObject({ result: 'stored' });
      now += 60 * day;
      await attack();
      expect(await send(known, 'home')).toMatchObject({ limit: 'range' });
    });

    it('lets messages pass whose clients solved a captcha', async () => {
      for (let index = 0; index < 110; index++) await send(numberOf(0, index), `bot ${index}`);
      expect(await send(numberOf(0, 5000), 'home')).toMatchObject({ limit: 'range' });
      expect(await send(numberOf(0, 5000), 'home', { captcha: 'solved' })).toMatchObject({ result: 'stored' });
    });

    it('lets no other message pass if clients could solve a captcha', async () => {
      const results = [];
      for (let index = 0; index < 200; index++) {
        results.push(await send(numberOf(0, index), `bot ${index}`, { captcha: 'configured' }));
      }
      expect(isRefused(results)).toHaveLength(99);
    });

    it('ends when confirmations come, and by itself after an hour', async () => {
      for (let index = 0; index < 110; index++) await send(numberOf(0, index), `bot ${index}`);
      expect(await send(numberOf(0, 5000), 'home')).toMatchObject({ limit: 'range' });
      for (let index = 0; index < 60; index++) await logIn(numberOf(0, index));
      expect(await send(numberOf(0, 5000), 'home')).toMatchObject({ result: 'stored' });
      now += day;
      for (let index = 0; index < 110; index++) await send(numberOf(1, index), `bot ${index}`);
      now += 59 * minute;
      expect(await send(numberOf(1, 5000), 'home')).toMatchObject({ limit: 'range' });
      now += 2 * minute;
      expect(await send(numberOf(1, 5000), 'home')).toMatchObject({ result: 'stored' });
    });

    it('does not count messages that were not sent', async () => {
      for (let index = 0; index < 300; index++) {
        const message = sending({ phone: numberOf(0, index), networks: { network: `home ${index}` } });
        expect(await store.storeCode(message)).toMatchObject({ result: 'stored' });
        await store.takeBack(message, 'refused');
      }
    });

    it('tells the operator once that it tripped, and again after it ended', async () => {
      const attack = async (range: number) => {
        const notices: string[] = [];
        for (let index = 0; index < 150; index++) {
          notices.push(...(await send(numberOf(range, index), `bot ${index}`)).notices);
        }
        return notices;
      };
      expect(await attack(0)).toEqual(['range_guard_tripped']);
      expect(await attack(1)).toEqual(['range_guard_tripped']);
      now += 2 * hour;
      expect(await send(numberOf(0, 200), 'home')).toMatchObject({ result: 'stored' });
      now += 2 * hour;
      expect(await attack(0)).toEqual(['range_guard_tripped']);
    });
  });

  describe('The daily budget', () => {
    it('is told to the operator once, although refused messages are taken back', async () => {
      const notices: string[] = [];
      for (let index = 0; index < 60; index++) {
        const message = sending({ phone: numberOf(index, 0), networks: { network: `home ${index}` } });
        notices.push(...(await store.storeCode(message)).notices);
        if (index >= 39) await store.takeBack(message, 'refused');
      }
      expect(notices).toEqual(['budget_nearly_used']);
    });

    beforeEach(async () => {
      store.close();
      store = await createStore({ ...rules, dailyBudget: 50 }, () => now);
    });

    it('keeps a fifth for known numbers, is told to the operator, and ends with the day', async () => {
      const known = Array.from({ length: 20 }, (_, index) => numberOf(index, 1));
      for (const phone of known) {
        await send(phone, `home of ${phone}`);
        await logIn(phone);
      }
      const midnight = morning + 14 * hour;
      now = midnight;
      const notices: string[] = [];
      for (let index = 0; index < 60; index++) {
        const result = await send(numberOf(100 + index, 0), `home ${index}`);
        notices.push(...result.notices);
        if (index < 40) expect(result).toMatchObject({ result: 'stored' });
        else expect(result).toEqual({ result: 'limited', limit: 'budget', retryAfter: day, notices: [] });
      }
      expect(notices).toEqual(['budget_nearly_used']);
      for (const [index, phone] of known.entries()) {
        const result = await send(phone, `home of ${phone}`);
        expect(result).toMatchObject(index < 10 ? { result: 'stored' } : { limit: 'budget' });
        notices.push(...result.notices);
      }
      expect(notices).toEqual(['budget_nearly_used', 'budget_used']);
      now = midnight + day;
      expect(await send(numberOf(100, 0), 'home')).toMatchObject({ result: 'stored' });
    });
  });
}
