import { execFileSync } from 'node:child_process';

/** Variables that a hook of git sets, which would make git work in another repository. */
const ofHooks = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX'];

/** Runs git in a folder. @returns what it prints; `undefined` if it fails, also because there is no git or no repository */
export function git(folder: string, ...args: readonly string[]): Buffer | undefined {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofHooks.includes(name)));
  try {
    return execFileSync('git', args, { cwd: folder, env, maxBuffer: 1e9, stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

/** Like `git`, for a text. */
export function gitText(folder: string, ...args: readonly string[]): string | undefined {
  return git(folder, ...args)
    ?.toString('utf8')
    .trim();
}
