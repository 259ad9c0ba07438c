import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A git repository of a test's own. */
export interface Repository {
  readonly folder: string;
  /** Runs git, and returns what it prints. */
  git(...args: readonly string[]): string;
  /** Writes files, by their paths. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Commits everything. @returns the commit's 40 hexadecimal digits */
  commit(message: string): string;
}

/** Creates an empty repository in a temporary folder, which is deleted when the test ends. */
export async function createRepository(): Promise<Repository> {
  const folder = await mkdtemp(join(tmpdir(), 'repository-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  // Neither the settings of whoever runs the tests nor those of a hook that runs them.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const author = { GIT_AUTHOR_NAME: 'Ann', GIT_AUTHOR_EMAIL: 'ann@example.com' };
  const committer = { GIT_COMMITTER_NAME: 'Ann', GIT_COMMITTER_EMAIL: 'ann@example.com' };
  const env = { ...Object.fromEntries(inherited), ...author, ...committer, GIT_CONFIG_GLOBAL: '/dev/null' };
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, env, encoding: 'utf8' }).trim();
  git('init', '--quiet');
  return {
    folder,
    git,
    async write(files) {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
    },
    commit(message) {
      git('add', '--all');
      git('commit', '--quiet', '--no-verify', '-m', message);
      return git('rev-parse', 'HEAD');
    },
  };
}
