import { beforeEach, describe, expect, it } from 'vitest';
import { type CodeStore, StoreUnavailableError } from '../../../function/store/code-store';
import { withIdempotentRetries } from '../../../function/store/idempotent-retries';
import { createMemoryStore } from '../../../function/store/memory/memory-store';
import { describeCodeStore } from './code-store-contract';
import { morning, rules, sending, trying } from './store-inputs';

describe('A store with idempotent retries', () => {
  describeCodeStore(async (rules, now) => withIdempotentRetries(createMemoryStore(rules, now)));
});

describe('After an unanswered operation', () => {
  /** Faults of the next operations: carried out without a reply (`unseen`), or not carried out (`lost`). Later ones succeed. */
  let faults: Array<'unseen' | 'lost'>;
  let store: CodeStore;

  beforeEach(() => {
    faults = [];
    const kept = createMemoryStore({ ...rules, sendDailyLimit: 2 }, () => morning);
    const faulty = async <Result>(work: () => Promise<Result>): Promise<Result> => {
      const fault = faults.shift();
      const done = fault === 'lost' ? undefined : await work();
      if (fault !== undefined) throw new StoreUnavailableError('no reply');
      return done as Result;
    };
    store = withIdempotentRetries({
      storeCode: (code) => faulty(() => kept.storeCode(code)),
      takeBack: (code, reason) => faulty(() => kept.takeBack(code, reason)),
      checkCode: (code) => faulty(() => kept.checkCode(code)),
      lookUp: (number) => kept.lookUp(number),
      release: (number) => kept.release(number),
      close: () => {},
    });
  });

  const storeCode = (codeHash: string) => store.storeCode(sending({ codeHash }));
  const checkCode = (codeHash: string, handle?: string) => store.checkCode(trying(codeHash, { handle }));

  it.each(['unseen', 'lost'] as const)('a code is stored by the retry, and counts once (%s)', async (fault) => {
    faults = [fault];
    await expect(storeCode('first')).rejects.toThrow(StoreUnavailableError);
    expect(await storeCode('second')).toEqual({ result: 'stored', notices: [] });
    expect(await checkCode('first')).toMatchObject({ result: 'wrong' });
    expect(await checkCode('second')).toMatchObject({ result: 'right' });
  });

  it('a code is stored even if taking back failed, too, and counts once', async () => {
    faults = ['unseen', 'lost', 'unseen'];
    for (let time = 0; time < 3; time++) await expect(storeCode('early')).rejects.toThrow(StoreUnavailableError);
    expect(await storeCode('last')).toEqual({ result: 'stored', notices: [] });
    expect(await checkCode('last')).toMatchObject({ result: 'right' });
  });

  it.each(['unseen', 'lost'] as const)(
    'a right code is accepted when it is entered again, once (%s)',
    async (fault) => {
      await storeCode('right');
      faults = [fault];
      await expect(checkCode('right')).rejects.toThrow(StoreUnavailableError);
      const again = await Promise.all([checkCode('right'), checkCode('right')]);
      expect(again).toEqual([{ result: 'right', checkedAt: morning }, { result: 'spent' }]);
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

  it('the first of two simultaneous codes is taken back, since the store has that one', async () => {
    faults = ['unseen', 'unseen'];
    const failed = await Promise.allSettled([storeCode('first'), storeCode('second')]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await storeCode('third')).toEqual({ result: 'stored', notices: [] });
    expect(await checkCode('third')).toMatchObject({ result: 'right' });
  });

  it('the oldest one is forgotten after a thousand others', async () => {
    const takenBack: string[] = [];
    let result: 'unanswered' | 'stored' = 'unanswered';
    const full = withIdempotentRetries({
      ...createMemoryStore(rules, () => morning),
      async storeCode() {
        if (result === 'unanswered') throw new StoreUnavailableError('no reply');
        return { result, notices: [] };
      },
      async takeBack({ phone }) {
        takenBack.push(phone);
      },
    });
    const phones = Array.from({ length: 1001 }, (_, index) => `+86185${index}`);
    for (const phone of phones) await expect(full.storeCode(sending({ phone }))).rejects.toThrow('no reply');
    result = 'stored';
    for (const phone of phones) await full.storeCode(sending({ phone }));
    expect(takenBack).toEqual(phones.slice(1));
  });

  it('a different code counts separately', async () => {
    await storeCode('right');
    faults = ['unseen'];
    await expect(checkCode('wrong')).rejects.toThrow(StoreUnavailableError);
    expect(await checkCode('other')).toEqual({ result: 'wrong', attemptsLeft: 1 });
  });
});
