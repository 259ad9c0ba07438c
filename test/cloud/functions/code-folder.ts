import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { unzipSync } from 'fflate';

/** The code of one version of a function, unpacked. */
export interface CodeFolder {
  readonly path: string;
  remove(): void;
}

const unpacked = new Set<CodeFolder>();
process.once('exit', () => {
  for (const folder of unpacked) folder.remove();
});

/**
 * Unpacks a zip into a folder that nobody may write to; it goes with this process at the latest, if that is not killed.
 *
 * @throws where the zip is malformed, or has a file outside of itself
 */
export function unpackCode(zip: Uint8Array): CodeFolder {
  const files = Object.entries(unzipSync(zip)).filter(([name]) => !name.endsWith('/'));
  const outside = files.find(([name]) => /^[/\\]|(^|[/\\])\.\.([/\\]|$)/.test(name));
  if (outside !== undefined) throw new Error(`The zip has a file outside of itself: ${outside[0]}`);

  const path = mkdtempSync(join(tmpdir(), 'function-'));
  const folders = new Set([path]);
  for (const [name, content] of files) {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    for (let folder = dirname(file); relative(path, folder) !== ''; folder = dirname(folder)) folders.add(folder);
    writeFileSync(file, content, { mode: 0o444 });
  }
  for (const folder of folders) chmodSync(folder, 0o555);

  const codeFolder = {
    path,
    remove() {
      if (!unpacked.delete(codeFolder)) return;
      for (const folder of folders) chmodSync(folder, 0o755);
      rmSync(path, { recursive: true, force: true });
    },
  };
  unpacked.add(codeFolder);
  return codeFolder;
}
