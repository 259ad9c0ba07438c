import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, writePrivateFile } from '../private-file';

/** The records of an account: in memory, and optionally in a folder. */
export interface Storage {
  /** The records of one kind, by ID. A name always has the same type of record. */
  collection<T>(name: string): Map<string, T>;
  /** Writes all records to the folder, if there is one. */
  save(): void;
}

/** @param folder where the records are saved, and loaded from. @default - they are in memory only */
export function openStorage(folder?: string): Storage {
  const file = folder === undefined ? undefined : join(folder, 'account.json');
  const saved: Record<string, [string, unknown][]> =
    file !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const collections = new Map<string, Map<string, unknown>>();
  return {
    collection<T>(name: string) {
      const collection = collections.get(name) ?? new Map(saved[name]);
      collections.set(name, collection);
      return collection as Map<string, T>;
    },
    save() {
      if (file === undefined || folder === undefined) return;
      makePrivateFolder(folder);
      const content = JSON.stringify(Object.fromEntries([...collections].map(([name, map]) => [name, [...map]])));
      writePrivateFile(file, content);
    },
  };
}
