import { execFile, spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
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
    await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
    for (const file of ['package.json', 'lefthook.yml', 'biome.json', 'tsconfig.json', '.gitignore']) {
      await copyFile(join(projectRoot, file), join(folder, file));
    }
    await mkdir(join(folder, 'function'));
    // The bindings are not needed here.
    await mkdir(join(folder, 'infra', 'provider-tencentcloud'), { recursive: true });
    await writeFile(join(folder, 'infra', 'provider-tencentcloud', 'generate.ts'), '');
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
  const prepare = () => inFolder('npm', 'run', '--silent', 'prepare');

  async function commit(code: string): Promise<{ code: number; printed: string }> {
    await writeFile(join(folder, 'function', 'a.ts'), code);
    await inFolder('git', 'add', 'function');
    return inFolder('git', 'commit', '-m', 'a');
  }

  it('is installed by npm run prepare, formats committed files, and refuses type errors', async () => {
    await inFolder('git', 'init', '--quiet');
    expect((await prepare()).code).toBe(0);

    expect(await commit('export const a : number = 1\n')).toMatchObject({ code: 0 });
    expect((await inFolder('git', 'show', 'HEAD:function/a.ts')).printed).toBe('export const a: number = 1;\n');
    expect(await readFile(join(folder, 'function', 'a.ts'), 'utf8')).toBe('export const a: number = 1;\n');

    const refused = await commit("export const a: number = 'one';\n");
    expect(refused.code).not.toBe(0);
    expect(refused.printed).toContain("Type 'string' is not assignable to type 'number'");
    expect((await inFolder('git', 'rev-list', '--count', 'HEAD')).printed.trim()).toBe('1');
  });

  it('is not installed outside of a git clone', async () => {
    expect(await prepare()).toEqual({ code: 0, printed: '' });
  });
});
