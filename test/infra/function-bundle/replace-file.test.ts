import { mkdir, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { replaceFile } from '../../../infra/function-bundle/replace-file';

describe('A file that is replaced', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'replaced-'));
    return () => rm(folder, { recursive: true });
  });

  it('stays whole for those who read it meanwhile', async () => {
    const file = join(folder, 'function.zip');
    await replaceFile(file, Buffer.from('the code of one deployment'));
    const reader = await open(file);
    await replaceFile(file, Buffer.from('another'));
    expect(await reader.readFile('utf8')).toBe('the code of one deployment');
    await reader.close();
    expect(await readFile(file, 'utf8')).toBe('another');
    expect(await readdir(folder)).toEqual(['function.zip']);
  });

  it('leaves nothing behind if it cannot be written', async () => {
    await expect(replaceFile(join(folder, 'missing', 'a'), Buffer.from('a'))).rejects.toMatchObject({ code: 'ENOENT' });
    await mkdir(join(folder, 'a'));
    await expect(replaceFile(join(folder, 'a'), Buffer.from('a'))).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['a']);
  });
});
