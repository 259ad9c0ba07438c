import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makePrivateFolder, writePrivateFile } from '../../local-cloud/private-file';

describe('Under a umask that lets others read,', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'private-'));
    const before = process.umask(0o022);
    return async () => {
      process.umask(before);
      await rm(folder, { recursive: true });
    };
  });

  const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

  it('a private file is only its user’s, also if a file is in the way that others can read', async () => {
    const file = join(folder, 'a.json');
    await writeFile(`${file}.new`, 'left by a process that was killed', { mode: 0o644 });
    await writeFile(file, 'from before', { mode: 0o644 });
    writePrivateFile(file, 'new');
    expect(await readFile(file, 'utf8')).toBe('new');
    expect(await modeOf(file)).toBe('600');
  });

  it('a private folder is only its user’s, with the folders above it that are created too', async () => {
    const inner = join(folder, 'outer', 'inner');
    makePrivateFolder(inner);
    makePrivateFolder(inner);
    expect([await modeOf(inner), await modeOf(join(folder, 'outer'))]).toEqual(['700', '700']);
  });
});
