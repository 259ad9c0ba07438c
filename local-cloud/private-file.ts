import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a file that only this user can read, whatever the umask is, in one step: readers see the old content or the new one,
 * never a part.
 */
export function writePrivateFile(file: string, content: string): void {
  const written = `${file}.new`;
  // A file that an earlier process left would keep its mode.
  rmSync(written, { force: true });
  writeFileSync(written, content, { mode: 0o600, flag: 'wx' });
  renameSync(written, file);
}

/** Creates a folder that only this user can enter. Does nothing if it exists. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}
