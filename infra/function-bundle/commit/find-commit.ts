import { gitText } from './git';

/**
 * Finds the commit that somebody names, such as `1a2b3c4d5e6f`, `v1.2.0` or `HEAD~1`.
 *
 * @returns all its 40 hexadecimal digits
 * @throws {Error} with what to do, if this clone does not have it
 */
export function findCommit(project: string, name: string): string {
  const found = gitText(project, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
  if (found !== undefined) return found;
  const problem = `COMMIT: found "${name}"; allowed: a commit of this clone, such as the tag commit of a function or HEAD~1.`;
  if (name.endsWith('-modified')) {
    throw new Error(`${problem} What was deployed had changes that nobody committed, so it cannot be built again.`);
  }
  const isShallow = gitText(project, 'rev-parse', '--is-shallow-repository');
  if (isShallow === undefined) throw new Error(`${problem} ${project} is no git repository, or there is no git.`);
  throw new Error(
    `${problem} ${isShallow === 'true' ? 'The clone is shallow: git fetch --unshallow' : 'git fetch --all'} may bring it.`,
  );
}
