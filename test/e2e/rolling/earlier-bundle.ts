import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../infra/project-root';
import type { expectDocumented } from '../../support/contract';

const git = (...args: readonly string[]) =>
  execFileSync('git', args, {
    cwd: projectRoot,
    encoding: 'utf8',
    maxBuffer: 1e8,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** The last commit whose instances do not know handles, as deployed before version 0.2. */
const withoutHandles = 'e1823516f81e019bbfa040af803674f21061d4cc';

/** Commits whose function is tested beside today's, by what they are; those that this clone does not have are left out. */
export function earlierCommits(): ReadonlyArray<{ readonly name: string; readonly commit: string }> {
  if (!existsSync(join(projectRoot, '.git'))) return [];
  const isDifferent = (commit: string) => git('diff', '--name-only', commit, '--', 'function') !== '';
  const before = git('log', '--format=%H', '--', 'function').split('\n').filter(Boolean).find(isDifferent);
  return [
    ...(before === undefined ? [] : [{ name: 'the commit before', commit: before }]),
    ...(hasCommit(withoutHandles) ? [{ name: 'the last commit without handles', commit: withoutHandles }] : []),
  ];
}

function hasCommit(commit: string): boolean {
  try {
    git('cat-file', '-e', `${commit}^{commit}`);
    return true;
  } catch {
    return false;
  }
}

/** The function of a commit, in a temporary folder. */
export interface EarlierBundle {
  readonly folder: string;
  readonly codeFile: string;
  /** Compares replies with the contract of that commit. @default - the commit is from before there was a contract */
  readonly expectDocumented?: typeof expectDocumented | undefined;
}

/** Bundles the function of a commit in a new temporary folder. */
export async function bundleCommit(commit: string): Promise<EarlierBundle> {
  const folder = await mkdtemp(join(tmpdir(), 'earlier-bundle-'));
  const archive = execFileSync('git', ['archive', commit], { cwd: projectRoot, maxBuffer: 1e8 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  const cli = join(folder, 'infra/function-bundle/cli.ts');
  execFileSync(process.execPath, ['--import', 'tsx', cli], { cwd: folder, stdio: 'ignore' });
  // The commit's own test code reads the commit's docs/openapi.yaml.
  const contract = join(folder, 'test/support/contract.ts');
  const module: Partial<typeof import('../../support/contract')> = existsSync(contract) ? await import(contract) : {};
  return { folder, codeFile: join(folder, 'dist/function/index.js'), expectDocumented: module.expectDocumented };
}
