import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file that only this user can read, in one step: readers see the old content or the new one, never a part. */
export function writePrivateFile(file: string, content: string): void {
  writeFileSync(`${file}.new`, content, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
