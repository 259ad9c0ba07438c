import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../infra/project-root';

/** The text of docs/use-it.md. */
export const guide = readFileSync(join(projectRoot, 'docs', 'use-it.md'), 'utf8');

/**
 * Returns an example of docs/use-it.md, as it stands there.
 *
 * @param name the name of its file, which its first line has
 */
export function exampleOf(name: string): string {
  const blocks = [...guide.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  const found = blocks.find((block) => (block.split('\n')[0] ?? '').replace(/^(?:\/\/|#|<!--) | -->$/g, '') === name);
  if (found === undefined) throw new Error(`docs/use-it.md has no example ${name}.`);
  return found;
}
