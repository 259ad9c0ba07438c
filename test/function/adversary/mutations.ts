import type { CodeStore, StoreRules } from '../../../function/store/code-store';
import { createMemoryStore } from '../../../function/store/memory/memory-store';
import { createCalendar } from '../../../function/verification/calendar-day';
import type { Backend } from './backend';
import {
  acceptOlder,
  acceptTwice,
  forgetGuesses,
  forgetNumbers,
  giveNetworksBack,
  repeatForEver,
  replaceHandles,
  takeBackTwo,
} from './mutated-stores';

/** A fault that is built into the memory store, with the rule that it breaks. */
export interface Mutation {
  readonly name: string;
  /** Changes the rules that the store enforces. */
  readonly rules?: (rules: StoreRules) => Partial<StoreRules>;
  /** Changes what the store does. */
  readonly store?: (store: CodeStore) => Partial<CodeStore>;
  /** The violation that it causes; it may cause others, too. */
  readonly found: RegExp;
}

export function mutatedBackend({ rules: changeRules, store: changeStore }: Mutation): Backend {
  return {
    forgets: true,
    async start(rules, now) {
      const store = createMemoryStore({ ...rules, ...changeRules?.(rules) }, now);
      const changed = { ...store, ...changeStore?.(store) };
      return () => changed;
    },
  };
}

const numberOfKnown = { shard: 0, member: 0 };

export const mutations: readonly Mutation[] = [
  {
    name: 'ends the send interval too early',
    rules: ({ sendInterval }) => ({ sendInterval: sendInterval - 1 }),
    found: /within its send interval/,
  },
  {
    name: 'allows one message more to a number in a day',
    rules: ({ sendDailyLimit }) => ({ sendDailyLimit: sendDailyLimit + 1 }),
    found: /messages to a number in a day/,
  },
  {
    name: 'forgets a number whose daily limit is reached',
    store: (store) => forgetNumbers(store, 'day'),
    found: /messages to a number in a day/,
  },
  {
    name: 'counts the days of another time zone',
    rules: () => ({ dayOf: createCalendar('UTC') }),
    found: /in a day/,
  },
  {
    name: 'allows one message more from a network',
    rules: ({ sendAddressLimit }) => ({ sendAddressLimit: sendAddressLimit + 1 }),
    found: /from a network in a window/,
  },
  {
    name: 'counts only half a window',
    rules: ({ addressWindow }) => ({ addressWindow: addressWindow / 2 }),
    found: /in a window/,
  },
  {
    name: 'counts the networks of a site alone',
    store: ({ storeCode }) => ({
      storeCode: (code) => storeCode({ ...code, networks: code.networks && { network: code.networks.network } }),
    }),
    found: /from a site/,
  },
  {
    name: 'counts no networks',
    store: ({ storeCode }) => ({ storeCode: (code) => storeCode({ ...code, networks: undefined }) }),
    found: /from a network/,
  },
  {
    name: 'gives the network back what is taken back',
    store: giveNetworksBack,
    found: /from a network in a window/,
  },
  {
    name: 'has no budget',
    rules: () => ({ dailyBudget: undefined }),
    found: /in a day, the last one to an unknown number/,
  },
  {
    name: 'takes all numbers for known ones',
    store: ({ storeCode, checkCode }) => ({
      storeCode: (code) => storeCode({ ...code, known: numberOfKnown }),
      checkCode: (check) => checkCode({ ...check, known: numberOfKnown }),
    }),
    found: /in a day, the last one to an unknown number/,
  },
  {
    name: 'forgets which numbers have logged in',
    store: ({ checkCode }) => ({ checkCode: (check) => checkCode({ ...check, known: numberOfKnown }) }),
    found: /a number that has logged in/,
  },
  {
    name: 'forgets the guesses of a number when a code is taken back',
    store: forgetGuesses,
    found: /guesses without a handle/,
  },
  {
    name: 'allows one attempt more',
    rules: ({ maxAttempts }) => ({ maxAttempts: maxAttempts + 1 }),
    found: /guesses with a handle/,
  },
  {
    name: 'allows one attempt less',
    rules: ({ maxAttempts }) => ({ maxAttempts: maxAttempts - 1 }),
    found: /the holder of a handle got CodeHasValid/,
  },
  {
    name: 'limits guesses with a handle like those without one',
    store: ({ checkCode }) => ({
      async checkCode(check) {
        const { handle: _, ...without } = check;
        const limited = await checkCode({ ...without, codeHash: '', attemptId: `${check.attemptId} again` });
        return limited.result === 'limited' && check.handle !== undefined ? limited : checkCode(check);
      },
    }),
    found: /the holder of a handle got/,
  },
  { name: 'keeps codes longer', rules: ({ codeTtl }) => ({ codeTtl: codeTtl + 1 }), found: /expired code/ },
  {
    name: 'keeps codes less long',
    rules: ({ codeTtl }) => ({ codeTtl: codeTtl - 1 }),
    found: /the holder of a handle got CodeHasExpired/,
  },
  {
    name: 'repeats its reply after the code has expired',
    store: repeatForEver,
    found: /expired code/,
  },
  { name: 'accepts a code twice', store: acceptTwice, found: /used before/ },
  { name: 'accepts a code only if it is the newest one', store: replaceHandles, found: /the holder of a handle got/ },
  {
    name: 'accepts older codes without a handle',
    store: acceptOlder,
    found: /not the one that was meant/,
  },
  {
    name: 'takes nothing back',
    store: () => ({ takeBack: async () => {} }),
    found: /was not sent to the number/,
  },
  {
    name: 'takes the code before back, too',
    store: takeBackTwo,
    found: /the holder of a handle got CodeHasExpired/,
  },
  {
    name: 'counts a repeat as another attempt',
    store: ({ checkCode }) => {
      let attempts = 0;
      return { checkCode: (check) => checkCode({ ...check, attemptId: `attempt ${++attempts}` }) };
    },
    found: /the holder of a handle got CodeHasValid/,
  },
  {
    name: 'sends again for a repeated request',
    store: ({ storeCode }) => ({
      async storeCode(code) {
        const stored = await storeCode(code);
        return stored.result === 'duplicate' ? { result: 'stored', notices: [] } : stored;
      },
    }),
    found: /within its send interval/,
  },
];
