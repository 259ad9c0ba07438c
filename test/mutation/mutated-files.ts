import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../infra/project-root';

/**
 * Lists the files of `function/` that are mutated, relative to the project root. Not the script of the login page, since most of it is only
 * tested in a browser: seconds for each mutant.
 */
export function mutatedFiles(): string[] {
  return readdirSync(join(projectRoot, 'function'), { recursive: true, encoding: 'utf8' })
    .map((name) => join('function', name))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.startsWith('function/page/browser/'))
    .sort();
}
