import { beforeEach, describe, expect, it } from 'vitest';
import { type CodeStore, type CodeToStore, StoreUnavailableError } from '../../../function/store/code-store';
import { withIdempotentRetries } from '../../../function/store/idempotent-retries';
import { createMemoryStore } from '../../../function/store/memory-store';
import { describeCodeStore } from './code-store-contract';

describe('A store with idempotent retries', () => {
  describeCodeStore(async (rules) => withIdempotentRetries(createMemoryStore(rules)));
});

describe('After an unanswered operation', () => {
  const now = Date.UTC(2026, 10, 23);
  const rules = { codeTtl: 300_000, maxAttempts: 3, sendInterval: 30_000, sendDailyLimit: 2, sendAddressLimit: 2 };
  const phone = '+8618566246600';
  /** Faults of the next operations: carried out without a reply (`unseen`), or not carried out (`lost`). Later ones succeed. */
  let faults: Array<'unseen' | 'lost'>;
  let store: CodeStore;
  let requests: number;

  beforeEach(() => {
    faults = [];
    requests = 0;
    const kept = createMemoryStore(rules);
    const faulty = async <Result>(work: () => Promise<Result>): Promise<Result> => {
      const fault = faults.shift();
      const done = fault === 'lost' ? undefined : await work();
      if (fault !== undefined) throw new StoreUnavailableError('no reply');
      return done as Result;
    };
    store = withIdempotentRetries({
      storeCode: (code) => faulty(() => kept.storeCode(code)),
      takeBack: (code) => faulty(() => kept.takeBack(code)),
      checkCode: (code) => faulty(() => kept.checkCode(code)),
      close: () => {},
    });
  });

  const newId = () => `request-${++requests}`;
  const storeCode = (codeHash: string) => {
    const period = { name: 'a', endsAt: now + 86_400_000 };
    const code: CodeToStore = { phone, requestId: newId(), codeHash, now, day: period, address: 'b', window: period };
    return store.storeCode(code);
  };
  const checkCode = (codeHash: string) => store.checkCode({ phone, requestId: newId(), codeHash, now });

  it.each(['unseen', 'lost'] as const)('a code is stored by the retry, and counts once (%s)', async (fault) => {
    faults = [fault];
    await expect(storeCode('first')).rejects.toThrow(StoreUnavailableError);
    expect(await storeCode('second')).toEqual({ result: 'stored', sendsToday: 1 });
    expect(await checkCode('first')).toMatchObject({ result: 'wrong' });
    expect(await checkCode('second')).toMatchObject({ result: 'right' });
  });

  it('a code is stored even if taking back failed, too, and counts once', async () => {
    faults = ['unseen', 'lost', 'unseen'];
    for (let time = 0; time < 3; time++) await expect(storeCode('early')).rejects.toThrow(StoreUnavailableError);
    expect(await storeCode('last')).toEqual({ result: 'stored', sendsToday: 1 });
    expect(await checkCode('last')).toMatchObject({ result: 'right' });
  });

  it.each(['unseen', 'lost'] as const)(
    'a right code is accepted when it is entered again, once (%s)',
    async (fault) => {
      await storeCode('right');
      faults = [fault];
      await expect(checkCode('right')).rejects.toThrow(StoreUnavailableError);
      const again = await Promise.all([checkCode('right'), checkCode('right')]);
      expect(again).toEqual([{ result: 'right', checkedAt: now }, { result: 'spent' }]);
    },
  );

  it.each(['unseen', 'lost'] as const)('a wrong code that is entered again counts once (%s)', async (fault) => {
    await storeCode('right');
    faults = [fault, fault];
    for (let time = 0; time < 2; time++) await expect(checkCode('wrong')).rejects.toThrow(StoreUnavailableError);
    expect(await checkCode('wrong')).toEqual({ result: 'wrong', attemptsLeft: 2 });
    expect(await checkCode('wrong')).toEqual({ result: 'wrong', attemptsLeft: 1 });
    expect(await checkCode('right')).toMatchObject({ result: 'right' });
  });

  it('a different code counts separately', async () => {
    await storeCode('right');
    faults = ['unseen'];
    await expect(checkCode('wrong')).rejects.toThrow(StoreUnavailableError);
    expect(await checkCode('other')).toEqual({ result: 'wrong', attemptsLeft: 1 });
  });
});
