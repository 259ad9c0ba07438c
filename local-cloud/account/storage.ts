import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keeps what an account has: in memory, and in a folder where one is named. */
export interface Storage {
  /** The records of one kind, by their id. */
  collection<T>(name: string): Map<string, T>;
  /** Writes everything to the folder. */
  save(): void;
}

/** @param folder where state is kept from one start to the next. @default - nowhere */
export function openStorage(folder?: string): Storage {
  const file = folder === undefined ? undefined : join(folder, 'account.json');
  const kept: Record<string, [string, unknown][]> =
    file !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const collections = new Map<string, Map<string, unknown>>();
  return {
    collection<T>(name: string) {
      const collection = collections.get(name) ?? new Map(kept[name]);
      collections.set(name, collection);
      return collection as Map<string, T>;
    },
    save() {
      if (file === undefined || folder === undefined) return;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const content = JSON.stringify(Object.fromEntries([...collections].map(([name, map]) => [name, [...map]])));
      // Never half a file, whenever this process ends.
      writeFileSync(`${file}.new`, content, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}
