import { beforeEach, describe, expect, it } from 'vitest';
import type { CodeStore, CodeToCheck, CodeToStore, StoreRules } from '../../../function/store/code-store';
import { limits } from '../../../function/store/limits';
import type { CreateStore } from './code-store-contract';
import { morning, rules, sending, trying } from './store-inputs';

const minute = 60_000;
const hour = 60 * minute;
const midnight = morning + 14 * hour;
const phone = '+8618566246600';
const { known } = sending();

/** What an operator sees of a number and what he can lift, run on the stores that `createStore` creates. */
export function describeNumberState(createStore: CreateStore): void {
  let store: CodeStore;
  let now: number;
  const send = (changes?: Partial<CodeToStore>) => store.storeCode(sending(changes));
  const check = (codeHash: string, changes?: Partial<CodeToCheck>) => store.checkCode(trying(codeHash, changes));
  const lookUp = () => store.lookUp({ phone, known });
  const release = () => store.release({ phone, known });
  const useStore = async (changes: Partial<StoreRules>) => {
    store.close();
    store = await createStore({ ...rules, ...changes }, () => now);
  };
  /** Sends messages to numbers of the same range until the guard refuses them. */
  const tripGuard = async () => {
    for (let index = 0; index <= limits.rangeGuard * limits.youngFactor; index++) {
      await send({ phone: `+861856624${String(index).padStart(4, '0')}`, networks: undefined });
    }
  };

  beforeEach(async () => {
    now = morning;
    store = await createStore(rules, () => now);
    return () => store.close();
  });

  describe('looking a number up', () => {
    const untouched = { messagesToday: 0, isKnown: false, blocks: [], codes: [], attemptsLeftToday: 30 };

    it('finds nothing of a number that had no message, and stores nothing', async () => {
      expect(await lookUp()).toEqual(untouched);
      expect(await lookUp()).toEqual(untouched);
    });

    it('tells the messages of the day, when the next may be sent, and the live codes, without the codes', async () => {
      await send({ codeHash: 'first-hash', handle: 'first-handle' });
      now += minute;
      await send({ codeHash: 'second-hash', handle: 'second-handle' });
      now += 10_000;
      const state = await lookUp();
      expect(state).toEqual({
        messagesToday: 2,
        isKnown: false,
        blocks: [{ limit: 'interval', retryAfter: 20_000 }],
        codes: [
          { sentAt: morning, expiresIn: 230_000, isUsed: false, attemptsLeft: { withHandle: 3 } },
          {
            sentAt: morning + minute,
            expiresIn: 290_000,
            isUsed: false,
            attemptsLeft: { withHandle: 3, withoutHandle: 3 },
          },
        ],
        attemptsLeftToday: 30,
      });
      expect(JSON.stringify(state)).not.toMatch(/hash|handle"?:?"(first|second)/);
    });

    it('changes nothing: neither attempts nor limits', async () => {
      await send();
      await check('wrong');
      for (let times = 0; times < 50; times++) await lookUp();
      expect(await send()).toMatchObject({ result: 'limited', limit: 'interval' });
      expect(await check('wrong')).toEqual({ result: 'wrong', attemptsLeft: 1 });
    });

    it('tells the attempts that are left of a code, and of the day', async () => {
      const handle = 'handle';
      await send({ handle });
      await check('wrong');
      await check('wrong', { handle });
      await check('wrong', { handle });
      const [code] = (await lookUp()).codes;
      expect(code?.attemptsLeft).toEqual({ withHandle: 1, withoutHandle: 2 });
      expect((await lookUp()).attemptsLeftToday).toBe(29);
      for (let times = 0; times < 5; times++) await check('wrong');
      expect((await lookUp()).codes[0]?.attemptsLeft).toEqual({ withHandle: 1, withoutHandle: 0 });
    });

    it('tells a code that was used, and no code that has expired', async () => {
      await send();
      await check('right');
      expect((await lookUp()).codes).toMatchObject([{ isUsed: true }]);
      expect((await lookUp()).isKnown).toBe(true);
      now += rules.codeTtl - 1;
      expect((await lookUp()).codes).toMatchObject([{ expiresIn: 1 }]);
      now += 1;
      expect((await lookUp()).codes).toEqual([]);
      expect((await lookUp()).messagesToday).toBe(1);
    });

    it('tells of a test number and of the ordinary number apart, and releases them apart', async () => {
      const ofTest = { phone, known, isTest: true };
      await send({ isTest: true });
      expect(await lookUp()).toEqual(untouched);
      const waiting = { messagesToday: 1, blocks: [{ limit: 'interval' }] };
      expect(await store.lookUp(ofTest)).toMatchObject(waiting);
      await release();
      expect(await store.lookUp(ofTest)).toMatchObject(waiting);
      expect(await store.release(ofTest)).toMatchObject({ messagesToday: 1, blocks: [] });
      expect(await send({ isTest: true, handle: 'another' })).toMatchObject({ result: 'stored' });
      expect((await lookUp()).messagesToday).toBe(0);
    });

    it('tells a code that was used with its handle', async () => {
      await send({ handle: 'handle' });
      await check('right', { handle: 'handle' });
      expect((await lookUp()).codes).toMatchObject([
        { isUsed: true, attemptsLeft: { withHandle: 0, withoutHandle: 0 } },
      ]);
    });

    it('tells that the day has no message left, until the next day', async () => {
      for (let sent = 0; sent < 10; sent++) {
        await send({ networks: { network: `network ${sent % 2}` } });
        now += minute;
      }
      const state = await lookUp();
      expect(state).toMatchObject({ messagesToday: 10 });
      expect(state.blocks).toContainEqual({ limit: 'day', retryAfter: midnight - now });
      now = midnight;
      expect(await lookUp()).toMatchObject({ messagesToday: 0, blocks: [] });
    });

    it('tells that the networks that asked for its messages may ask for no more', async () => {
      for (let sent = 0; sent < 5; sent++) {
        await send();
        now += minute;
      }
      expect((await lookUp()).blocks).toEqual([{ limit: 'address', retryAfter: midnight - now }]);
      expect(await send()).toMatchObject({ limit: 'address' });
    });

    it('tells that such a network has reached its limit for all numbers', async () => {
      await useStore({ sendAddressLimit: 2 });
      await send();
      await send({ phone: '+8618599990000' });
      now += minute;
      const refused = await send();
      if (refused.result !== 'limited') throw new Error('The message was accepted.');
      expect((await lookUp()).blocks).toEqual([{ limit: 'address', retryAfter: refused.retryAfter }]);
    });

    it('tells that 30 wrong codes were entered', async () => {
      await useStore({ maxAttempts: 10 });
      for (let sent = 0; sent < 3; sent++) {
        await send({ networks: { network: `network ${sent}` } });
        for (let times = 0; times < 10; times++) await check('wrong', { networks: undefined });
        now += minute;
      }
      const state = await lookUp();
      expect(state.attemptsLeftToday).toBe(0);
      expect(state.blocks).toEqual([{ limit: 'attempts', retryAfter: midnight - now }]);
    });

    it('tells that the guard of its range refuses messages, unless the number has logged in', async () => {
      await tripGuard();
      expect((await lookUp()).blocks).toEqual([{ limit: 'range', retryAfter: 60_000 }]);
      expect(await send({ networks: undefined })).toMatchObject({ limit: 'range' });
      await useStore({});
      await send();
      await check('right');
      await tripGuard();
      now += minute;
      expect((await lookUp()).blocks).toEqual([]);
    });

    it('tells that the budget is used up, of which known numbers have a part of their own', async () => {
      await useStore({ dailyBudget: 5 });
      await send();
      await check('right');
      now += minute;
      for (let index = 0; index < 3; index++) await send({ phone: `+861850000000${index}` });
      expect((await lookUp()).blocks).toEqual([]);
      expect((await store.lookUp({ phone: '+8618511112222', known: { shard: 1, member: 1 } })).blocks).toEqual([
        { limit: 'budget', retryAfter: midnight - now },
      ]);
    });
  });

  describe('a number that is a test number now', () => {
    const test = { phone, known, isTest: true };

    it('has a record apart, which is told and released', async () => {
      await send({ isTest: true });
      expect(await lookUp()).toMatchObject({ messagesToday: 0, codes: [] });
      expect(await store.lookUp(test)).toMatchObject({ messagesToday: 1, blocks: [{ limit: 'interval' }] });
      await release();
      expect(await send({ isTest: true })).toMatchObject({ limit: 'interval' });
      expect(await store.release(test)).toMatchObject({ messagesToday: 1, blocks: [] });
      now += 1;
      expect(await send({ isTest: true })).toMatchObject({ result: 'stored' });
    });

    it('is told no block that only messages have', async () => {
      await useStore({ dailyBudget: 5 });
      for (let index = 0; index < 5; index++) await send({ phone: `+861850000000${index}` });
      expect((await lookUp()).blocks).toMatchObject([{ limit: 'budget' }]);
      expect((await store.lookUp(test)).blocks).toEqual([]);
      await useStore({});
      await tripGuard();
      expect((await lookUp()).blocks).toMatchObject([{ limit: 'range' }]);
      expect((await store.lookUp(test)).blocks).toEqual([]);
    });
  });

  describe('releasing a number', () => {
    it('lifts the wait for the next message', async () => {
      await send();
      expect((await release()).blocks).toEqual([]);
      now += 1;
      expect(await send()).toMatchObject({ result: 'stored' });
      expect(await send()).toMatchObject({ result: 'limited', limit: 'interval' });
    });

    it('lets the day begin anew, once, and still tells all messages of the day', async () => {
      const sendAll = async () => {
        for (let sent = 0; sent < 12; sent++) {
          await send({ networks: { network: `network ${sent % 2}` } });
          now += minute;
        }
      };
      await sendAll();
      expect(await release()).toMatchObject({ messagesToday: 10, blocks: [] });
      await sendAll();
      expect(await lookUp()).toMatchObject({ messagesToday: 20 });
      expect(await send({ networks: undefined })).toMatchObject({ result: 'limited', limit: 'day' });
    });

    it('lets a network ask again that has asked for half of the messages of the day', async () => {
      for (let sent = 0; sent < 5; sent++) {
        await send();
        now += minute;
      }
      expect(await send()).toMatchObject({ limit: 'address' });
      expect((await release()).blocks).toEqual([]);
      now += 1000;
      for (let sent = 0; sent < 5; sent++) {
        expect(await send()).toMatchObject({ result: 'stored' });
        now += minute;
      }
      expect(await send()).toMatchObject({ limit: 'address' });
    });

    it('lifts no limit of a network for all numbers', async () => {
      await useStore({ sendAddressLimit: 2 });
      await send();
      await send({ phone: '+8618599990000' });
      now += minute;
      expect((await release()).blocks).toMatchObject([{ limit: 'address' }]);
      expect(await send()).toMatchObject({ limit: 'address' });
    });

    it('lets the number pass the guard until the next day, and no other number', async () => {
      await tripGuard();
      expect((await release()).blocks).toEqual([]);
      expect(await send()).toMatchObject({ result: 'stored' });
      expect(await send({ phone: '+8618566249999', networks: undefined })).toMatchObject({ limit: 'range' });
      now = midnight - minute;
      await tripGuard();
      expect((await lookUp()).blocks).toEqual([]);
      now = midnight;
      expect((await lookUp()).blocks).toEqual([{ limit: 'range', retryAfter: 60_000 }]);
    });

    it('does not lift the daily budget', async () => {
      await useStore({ dailyBudget: 5 });
      for (let index = 0; index < 4; index++) await send({ phone: `+861850000000${index}` });
      expect((await release()).blocks).toMatchObject([{ limit: 'budget' }]);
      expect(await send()).toMatchObject({ limit: 'budget' });
    });

    it('gives no try back: neither of a code nor of the day, and revives no code', async () => {
      await useStore({ maxAttempts: 10 });
      const handle = 'handle';
      await send({ handle });
      for (let times = 0; times < 10; times++) await check('wrong', { networks: undefined });
      for (let times = 0; times < 9; times++) await check('wrong', { handle });
      const before = await lookUp();
      const after = await release();
      expect(after.codes).toEqual(before.codes);
      expect(after.codes[0]?.attemptsLeft).toEqual({ withHandle: 1, withoutHandle: 0 });
      expect(after.attemptsLeftToday).toBe(20);
      expect(await check('right')).toEqual({ result: 'spent' });
      for (let sent = 0; sent < 2; sent++) {
        now += minute;
        await send({ networks: { network: `network ${sent}` } });
        for (let times = 0; times < 10; times++) await check('wrong', { networks: undefined });
      }
      await release();
      await send();
      expect(await check('right')).toMatchObject({ result: 'limited', limit: 'attempts' });
      now += rules.codeTtl;
      expect((await release()).codes).toEqual([]);
    });

    it('leaves what was counted for the guard and for networks, so that a login still takes it back', async () => {
      await send();
      await release();
      await check('right');
      for (let sent = 0; sent < 20; sent++) {
        expect(await send({ phone: `+86${18_500_000_000 + sent * 10_000}` })).toMatchObject({ result: 'stored' });
      }
    });

    it('counts a message that is taken back after the release as if it had never been sent', async () => {
      const code = sending();
      await store.storeCode(code);
      await release();
      await store.takeBack(code, 'not-sent');
      now += 1000;
      expect(await lookUp()).toMatchObject({ messagesToday: 0, blocks: [] });
      for (let sent = 0; sent < 10; sent++) {
        expect(await send({ networks: { network: `network ${sent % 3}` } })).toMatchObject({ result: 'stored' });
        now += minute;
      }
      expect(await send({ networks: undefined })).toMatchObject({ limit: 'day' });
    });

    it('does nothing for other numbers, and may be repeated', async () => {
      await send();
      await send({ phone: '+8618511112222' });
      await release();
      await release();
      expect(await send({ phone: '+8618511112222' })).toMatchObject({ limit: 'interval' });
      expect(await send()).toMatchObject({ result: 'stored' });
    });
  });
}
