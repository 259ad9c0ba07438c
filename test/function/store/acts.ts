import fc from 'fast-check';
import { expect } from 'vitest';
import type { CodeStore, CodeToStore, NumberState } from '../../../function/store/code-store';
import { sending, trying } from './store-inputs';

const phones = ['+8618566246600', '+8618566246601'];

/** A number, as an ordinary one or as a test number. */
const number = fc.record({ phone: fc.constantFrom(...phones), isTest: fc.constantFrom(false, false, false, true) });
/** Of the codes that were sent to a number, 0 is the newest one. */
const code = fc.nat({ max: 3 });
const network = fc.constantFrom('office', 'home');

/** What users and an operator do, some time after the act before; `wait` alone only lets it pass. */
export const act = fc.record({
  number,
  // Whole seconds, since Redis keeps the times of unconfirmed messages in seconds.
  seconds: fc.constantFrom(1, 7, 10, 11, 11, 11, 30, 200, 301, 360, 4000, 40_000, 14 * 3600),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.record({ act: fc.constant('send' as const), network }) },
    {
      weight: 3,
      arbitrary: fc.record({
        act: fc.constant('check' as const),
        code,
        isRight: fc.boolean(),
        withHandle: fc.boolean(),
        network,
      }),
    },
    fc.record({ act: fc.constant('take back' as const), code, reason: fc.constantFrom('refused', 'not-sent') }),
    fc.constant({ act: 'release' as const }),
    fc.constant({ act: 'wait' as const }),
  ),
});
export type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

const numberAs = ({ phone, isTest }: Act['number']) => ({ phone, known: sending({ phone }).known, isTest });
/** Neither store promises an order of blocks. */
const inOrder = ({ blocks, ...state }: NumberState) => ({
  ...state,
  blocks: [...blocks].sort((one, other) => (one.limit < other.limit ? -1 : 1)),
});

/** Plays acts to a store. @returns what it answered, and what it tells of the number after each act, and of all at the end */
export async function play(
  store: CodeStore,
  script: readonly Act[],
  wait: (ms: number) => unknown,
): Promise<unknown[]> {
  const sent: CodeToStore[] = [];
  const answers: unknown[] = [];
  const tell = async (phone: string) => {
    for (const isTest of [false, true]) answers.push(inOrder(await store.lookUp(numberAs({ phone, isTest }))));
  };
  for (const [index, act] of script.entries()) {
    await wait(act.seconds * 1000);
    answers.push(act, await playOne(store, act, { sent, index }));
    await tell(act.number.phone);
  }
  for (const phone of phones) await tell(phone);
  return answers;
}

async function playOne(
  store: CodeStore,
  { number, what }: Act,
  { sent, index }: { readonly sent: CodeToStore[]; readonly index: number },
): Promise<unknown> {
  const one = numberAs(number);
  const toNumber = (back: number) => sent.filter(({ phone }) => phone === one.phone).at(-1 - back);
  switch (what.act) {
    case 'send': {
      const networks = { network: what.network };
      const toStore = sending({ ...one, handle: `h${index}`, codeHash: `c${index}`, networks });
      sent.push(toStore);
      return store.storeCode(toStore);
    }
    case 'check': {
      const { isTest, handle, codeHash } = toNumber(what.code) ?? sending({ ...one, handle: 'none' });
      const networks = { network: what.network };
      const attempt = {
        phone: one.phone,
        isTest,
        attemptId: `a${index}`,
        networks,
        ...(what.withHandle && { handle }),
      };
      return store.checkCode(trying(what.isRight ? codeHash : 'wrong', attempt));
    }
    case 'take back':
      return store.takeBack(toNumber(what.code) ?? sending(one), what.reason);
    case 'release': {
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
      return undefined;
  }
}
