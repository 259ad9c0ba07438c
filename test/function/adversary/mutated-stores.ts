import type { CheckCodeResult, CodeStore, CodeToStore } from '../../../function/store/code-store';

/** Gives a number a new record, without codes and counters, when it reaches a limit. */
export function forgetNumbers(store: CodeStore, limit: string): Partial<CodeStore> {
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

export function giveNetworksBack(store: CodeStore): Partial<CodeStore> {
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

export function forgetGuesses({ takeBack, checkCode }: CodeStore): Partial<CodeStore> {
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

export function repeatForEver({ checkCode }: CodeStore): Partial<CodeStore> {
  const right = new Map<string, CheckCodeResult>();
  return {
    async checkCode(check) {
      const attempt = `${check.phone} ${check.attemptId}`;
      const checked = right.get(attempt) ?? (await checkCode(check));
      if (checked.result === 'right') right.set(attempt, checked);
      return checked;
    },
  };
}

export function acceptTwice({ checkCode }: CodeStore): Partial<CodeStore> {
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

export function replaceHandles({ storeCode, checkCode }: CodeStore): Partial<CodeStore> {
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

export function acceptOlder({ storeCode, checkCode }: CodeStore): Partial<CodeStore> {
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

export function takeBackTwo({ storeCode, takeBack }: CodeStore): Partial<CodeStore> {
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
