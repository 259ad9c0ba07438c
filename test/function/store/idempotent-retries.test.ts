import { beforeEach, describe, expect, it } from 'vitest';
import { type CodeStore, type CodeToStore, StoreUnavailableError } from '../../../function/store/code-store';
import { repeatUnanswered } from '../../../function/store/idempotent-retries';
import { createMemoryStore } from '../../../function/store/memory-store';
import { describeCodeStore } from './code-store-contract';

describe('A store that repeats what was unanswered', () => {
  describeCodeStore(async (rules) => repeatUnanswered(createMemoryStore(rules)));
});

describe('After an operation that was not answered', () => {
  const now = Date.UTC(2026, 10, 23);
  const rules = { codeTtl: 300_000, maxAttempts: 3, sendInterval: 30_000, sendDailyLimit: 2, sendAddressLimit: 2 };
  const phone = '+8618566246600';
  /** How the next operations go: done without an answer, not done at all; then all is well. */
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
    store = repeatUnanswered({
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

  it.each(['unseen', 'lost'] as const)('a code is stored by the next try, and counts once (%s)', async (fault) => {
    faults = [fault];
    await expect(storeCode('first')).rejects.toThrow(StoreUnavailableError);
    expect(await storeCode('second')).toEqual({ result: 'stored', sendsToday: 1 });
    expect(await checkCode('first')).toMatchObject({ result: 'wrong' });
    expect(await checkCode('second')).toMatchObject({ result: 'right' });
  });

  it('a code is stored where taking back failed too, and counts once', async () => {
    faults = ['unseen', 'lost', 'unseen'];
    for (let time = 0; time < 3; time++) await expect(storeCode('early')).rejects.toThrow(StoreUnavailableError);
    expect(await storeCode('last')).toEqual({ result: 'stored', sendsToday: 1 });
    expect(await checkCode('last')).toMatchObject({ result: 'right' });
  });

  it.each(['unseen', 'lost'] as const)('a right code is right for who enters it again, once (%s)', async (fault) => {
    await storeCode('right');
    faults = [fault];
    await expect(checkCode('right')).rejects.toThrow(StoreUnavailableError);
    const again = await Promise.all([checkCode('right'), checkCode('right')]);
    expect(again).toEqual([{ result: 'right', checkedAt: now }, { result: 'spent' }]);
  });

  it.each(['unseen', 'lost'] as const)('a wrong code counts once for who enters it again (%s)', async (fault) => {
    await storeCode('right');
    faults = [fault, fault];
    for (let time = 0; time < 2; time++) await expect(checkCode('wrong')).rejects.toThrow(StoreUnavailableError);
    expect(await checkCode('wrong')).toEqual({ result: 'wrong', attemptsLeft: 2 });
    expect(await checkCode('wrong')).toEqual({ result: 'wrong', attemptsLeft: 1 });
    expect(await checkCode('right')).toMatchObject({ result: 'right' });
  });

  it('another code counts by itself', async () => {
    await storeCode('right');
    faults = ['unseen'];
    await expect(checkCode('wrong')).rejects.toThrow(StoreUnavailableError);
    expect(await checkCode('other')).toEqual({ result: 'wrong', attemptsLeft: 1 });
  });
});
