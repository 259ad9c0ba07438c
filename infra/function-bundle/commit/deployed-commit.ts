import { gitText } from './git';

/** What a deployment is made from. Documents and tests are not among it, so that commits of them plan no change. */
const deployedPaths = ['function', 'infra', 'package-lock.json', 'cdktf.json', 'tsconfig.json'];

/**
 * Returns the last commit that changed what is deployed, for the tag `commit` of the function: 12 hexadecimal digits, with `-modified`
 * if files of it are not committed. It is the same on every machine, provided that the clone is deep enough to have that commit.
 *
 * @param project the project's folder
 * @returns `undefined` without git, or outside of a repository
 */
export function deployedCommit(project: string): string | undefined {
  const commit = lastChangeOfDeployed(project, 'HEAD');
  if (commit === undefined) return undefined;
  const changed = gitText(project, 'status', '--porcelain', '--', ...deployedPaths);
  return changed === '' ? commit : `${commit}-modified`;
}

/** Returns the last commit up to another one that changed what is deployed: 12 hexadecimal digits. */
export function lastChangeOfDeployed(project: string, commit: string): string | undefined {
  return gitText(project, 'log', '-1', '--format=%H', commit, '--', ...deployedPaths)?.slice(0, 12) || undefined;
}
