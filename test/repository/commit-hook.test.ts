import { execFile, spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';

const run = promisify(execFile);
const hasGit = spawnSync('git', ['--version']).status === 0;

describe.skipIf(!hasGit)('The pre-commit hook', { timeout: 60_000 }, () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'commit-'));
    for (const file of ['Makefile', 'package.json', 'lefthook.yml', 'biome.json', 'tsconfig.json', '.gitignore']) {
      await copyFile(join(projectRoot, file), join(folder, file));
    }
    await writeFile(join(folder, 'package-lock.json'), '');
    const packages = join(folder, 'node_modules');
    await mkdir(packages);
    for (const name of await readdir(join(projectRoot, 'node_modules'))) {
      const isMark = ['.package-lock.json', '.hook'].includes(name);
      if (!isMark) await symlink(join(projectRoot, 'node_modules', name), join(packages, name));
    }
    await writeFile(join(packages, '.package-lock.json'), '{}');
    await mkdir(join(folder, 'function'));
    // The bindings are not needed here.
    await mkdir(join(folder, 'infra', 'provider-tencentcloud'), { recursive: true });
    for (const name of ['generate.ts', 'schema.json']) {
      await writeFile(join(folder, 'infra', 'provider-tencentcloud', name), '');
    }
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs a command in the folder, without the user's Git configuration. */
  async function inFolder(command: string, ...args: readonly string[]): Promise<{ code: number; printed: string }> {
    const identity = { EMAIL: 'a@example.com', GIT_AUTHOR_NAME: 'a', GIT_COMMITTER_NAME: 'a' };
    const env = { PATH: process.env.PATH, HOME: folder, NO_COLOR: '1', GIT_CONFIG_NOSYSTEM: '1', ...identity };
    return run(command, args, { cwd: folder, env }).then(
      ({ stdout, stderr }) => ({ code: 0, printed: `${stdout}${stderr}` }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        printed: `${error.stdout}${error.stderr}`,
      }),
    );
  }
  const hooks = async () => (await readdir(join(folder, '.git', 'hooks'))).filter((name) => !name.endsWith('.sample'));

  async function commit(code: string): Promise<{ code: number; printed: string }> {
    await writeFile(join(folder, 'function', 'a.ts'), code);
    await inFolder('git', 'add', 'function');
    return inFolder('git', 'commit', '-m', 'a');
  }

  it('is installed for those who test, formats committed files, and refuses type errors', async () => {
    await inFolder('git', 'init', '--quiet');
    expect((await inFolder('make', '--dry-run', 'test')).printed).toContain('npm run --silent hook');
    expect(await inFolder('make', 'hook')).toEqual({ code: 0, printed: '' });
    expect(await hooks()).toEqual(['pre-commit']);

    expect(await commit('export const a : number = 1\n')).toMatchObject({ code: 0 });
    expect((await inFolder('git', 'show', 'HEAD:function/a.ts')).printed).toBe('export const a: number = 1;\n');
    expect(await readFile(join(folder, 'function', 'a.ts'), 'utf8')).toBe('export const a: number = 1;\n');

    const refused = await commit("export const a: number = 'one';\n");
    expect(refused.code).not.toBe(0);
    expect(refused.printed).toContain("Type 'string' is not assignable to type 'number'");
    expect((await inFolder('git', 'rev-list', '--count', 'HEAD')).printed.trim()).toBe('1');
  });

  it('is not installed for those who only try the demo or deploy', async () => {
    await inFolder('git', 'init', '--quiet');
    for (const target of ['demo', 'start', 'packages', 'deploy']) {
      const { code, printed } = await inFolder('make', '--dry-run', target);
      expect({ target, code, printed }).toEqual({ target, code: 0, printed: expect.not.stringContaining('hook') });
      expect(printed).toContain('npm run --silent prepare');
    }
    expect(await inFolder('npm', 'run', '--silent', 'prepare')).toEqual({ code: 0, printed: '' });
    expect(await hooks()).toEqual([]);
  });

  it('is not installed outside of a git clone', async () => {
    expect(await inFolder('make', 'hook')).toEqual({ code: 0, printed: '' });
  });
});
