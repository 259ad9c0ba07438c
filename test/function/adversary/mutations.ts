import type { CodeStore, CodeToStore, StoreRules } from '../../../function/store/code-store';
import { createMemoryStore } from '../../../function/store/memory/memory-store';
import { createCalendar } from '../../../function/verification/calendar-day';
import type { Backend } from './backend';

/** A fault that is built into the memory store, with what the adversary has to say about it. */
export interface Mutation {
  readonly name: string;
  /** Changes the rules that the store enforces. */
  readonly rules?: (rules: StoreRules) => Partial<StoreRules>;
  /** Changes what the store does. */
  readonly store?: (store: CodeStore) => Partial<CodeStore>;
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

/** Gives a number a new record, without limits and codes, when `mustForget` says so. */
function forgetNumbers(store: CodeStore, limit: string): Partial<CodeStore> {
  const aliases = new Map<string, number>();
  const alias = (phone: string) => `${phone}${'#'.repeat(aliases.get(phone) ?? 0)}`;
  return {
    async storeCode(code) {
      const stored = await store.storeCode({ ...code, phone: alias(code.phone) });
      if (stored.result !== 'limited' || stored.limit !== limit) return stored;
      aliases.set(code.phone, (aliases.get(code.phone) ?? 0) + 1);
      return store.storeCode({ ...code, phone: alias(code.phone) });
    },
    takeBack: (code, reason) => store.takeBack({ ...code, phone: alias(code.phone) }, reason),
    checkCode: (check) => store.checkCode({ ...check, phone: alias(check.phone) }),
  };
}

export const mutations: readonly Mutation[] = [
  {
    name: 'ends the send interval too early',
    rules: ({ sendInterval }) => ({ sendInterval: sendInterval - 1 }),
    found: /within its send interval/,
  },
  {
    name: 'allows one message more to a number in a day',
    rules: ({ sendDailyLimit }) => ({ sendDailyLimit: sendDailyLimit + 1 }),
    found: /messages to a number in a day|to a number from an address/,
  },
  {
    name: 'forgets a number whose daily limit is reached',
    store: (store) => forgetNumbers(store, 'day'),
    found: /messages to a number in a day|to a number from an address/,
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
    found: /from a site|from an address/,
  },
  {
    name: 'counts no networks',
    store: ({ storeCode }) => ({ storeCode: (code) => storeCode({ ...code, networks: undefined }) }),
    found: /from a network|from an address|from a site/,
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
    found: /refused to a number that has logged in|refused a message to a number that has logged in/,
  },
  {
    name: 'forgets the guesses of a number when a code is taken back',
    store: forgetGuesses,
    found: /guesses without a handle/,
  },
  {
    name: 'allows one attempt more',
    rules: ({ maxAttempts }) => ({ maxAttempts: maxAttempts + 1 }),
    found: /guesses with a handle|guesses from a network/,
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
    found: /expired code|not the one that was meant/,
  },
  { name: 'accepts a code twice', store: acceptTwice, found: /used before/ },
  { name: 'accepts a code only if it is the newest one', store: replaceHandles, found: /the holder of a handle got/ },
  {
    name: 'accepts older codes without a handle',
    store: acceptOlder,
    found: /not the one that was meant/,
  },
  {
    name: 'accepts codes that were not sent',
    store: ({ takeBack }) => ({
      takeBack: async (code, reason) => void (code.phone.endsWith('x') && (await takeBack(code, reason))),
    }),
    found: /was not sent to the number|with a handle of no message|Ok without a message/,
  },
  {
    name: 'takes the code before back, too',
    store: takeBackTwo,
    found: /the holder of a handle got CodeHasExpired|within its send interval|to a number in a day|unconfirmed/,
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
    found: /within its send interval|from a network|from an address/,
  },
];

function giveNetworksBack(store: CodeStore): Partial<CodeStore> {
  const taken = new Map<string, number>();
  const renamed = (code: CodeToStore) => {
    const network = code.networks?.network ?? '';
    return { ...code, networks: code.networks && { network: `${network} ${taken.get(network) ?? 0}` } };
  };
  return {
    storeCode: (code) => store.storeCode(renamed(code)),
    async takeBack(code, reason) {
      await store.takeBack(code, reason);
      const network = code.networks?.network ?? '';
      taken.set(network, (taken.get(network) ?? 0) + 1);
    },
  };
}

function forgetGuesses({ takeBack, checkCode }: CodeStore): Partial<CodeStore> {
  const taken = new Set<string>();
  return {
    async takeBack(code, reason) {
      await takeBack(code, reason);
      taken.add(code.phone);
    },
    async checkCode(check) {
      const checked = await checkCode(check);
      const isForgotten = checked.result === 'limited' && checked.limit === 'attempts' && taken.has(check.phone);
      return isForgotten ? { result: 'wrong', attemptsLeft: 0 } : checked;
    },
  };
}

function repeatForEver({ checkCode }: CodeStore): Partial<CodeStore> {
  const right = new Map<string, Awaited<ReturnType<CodeStore['checkCode']>>>();
  return {
    async checkCode(check) {
      const attempt = `${check.phone} ${check.attemptId}`;
      const checked = right.get(attempt) ?? (await checkCode(check));
      if (checked.result === 'right') right.set(attempt, checked);
      return checked;
    },
  };
}

function acceptTwice({ checkCode }: CodeStore): Partial<CodeStore> {
  const used = new Set<string>();
  return {
    async checkCode(check) {
      const checked = await checkCode(check);
      if (checked.result === 'right') used.add(`${check.phone} ${check.codeHash}`);
      const isUsed = checked.result === 'spent' && used.has(`${check.phone} ${check.codeHash}`);
      return isUsed ? { result: 'right', checkedAt: 0 } : checked;
    },
  };
}

function replaceHandles({ storeCode, checkCode }: CodeStore): Partial<CodeStore> {
  const newest = new Map<string, string>();
  return {
    async storeCode(code) {
      const stored = await storeCode(code);
      if (stored.result === 'stored') newest.set(code.phone, code.handle);
      return stored;
    },
    async checkCode(check) {
      const isOlder = check.handle !== undefined && newest.get(check.phone) !== check.handle;
      return isOlder ? { result: 'expired' } : checkCode(check);
    },
  };
}

function acceptOlder({ storeCode, checkCode }: CodeStore): Partial<CodeStore> {
  const handles = new Map<string, string>();
  return {
    async storeCode(code) {
      const stored = await storeCode(code);
      if (stored.result === 'stored') handles.set(`${code.phone} ${code.codeHash}`, code.handle);
      return stored;
    },
    checkCode: (check) =>
      checkCode({ ...check, handle: check.handle ?? handles.get(`${check.phone} ${check.codeHash}`) }),
  };
}

function takeBackTwo({ storeCode, takeBack }: CodeStore): Partial<CodeStore> {
  const stored = new Map<string, CodeToStore[]>();
  return {
    async storeCode(code) {
      const result = await storeCode(code);
      if (result.result === 'stored') stored.set(code.phone, [...(stored.get(code.phone) ?? []), code]);
      return result;
    },
    async takeBack(code, reason) {
      const codes = stored.get(code.phone) ?? [];
      const before = codes[codes.findIndex(({ handle }) => handle === code.handle) - 1];
      await takeBack(code, reason);
      if (before !== undefined) await takeBack(before, reason);
    },
  };
}
