import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { unzipSync } from 'fflate';

/** The unpacked code of one revision of a function. platform: code-folder-read-only */
export interface CodeFolder {
  readonly path: string;
  remove(): void;
}

/**
 * Unpacks a zip into a read-only folder.
 *
 * @param parent folder in which the folder is created
 * @throws if the zip is malformed, or has an entry whose path leads out of it
 */
export function unpackCode(zip: Uint8Array, parent: string): CodeFolder {
  const files = Object.entries(unzipSync(zip)).filter(([name]) => !name.endsWith('/'));
  const outside = files.find(([name]) => /^[/\\]|(^|[/\\])\.\.([/\\]|$)/.test(name));
  if (outside !== undefined) throw new Error(`The path of a zip entry leads out of the zip: ${outside[0]}`);

  const path = mkdtempSync(join(parent, 'function-'));
  const folders = new Set([path]);
  for (const [name, content] of files) {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    for (let folder = dirname(file); relative(path, folder) !== ''; folder = dirname(folder)) folders.add(folder);
    writeFileSync(file, content, { mode: 0o444 });
  }
  for (const folder of folders) chmodSync(folder, 0o555);

  return {
    path,
    remove() {
      if (!existsSync(path)) return;
      for (const folder of folders) chmodSync(folder, 0o755);
      rmSync(path, { recursive: true, force: true });
    },
  };
}
