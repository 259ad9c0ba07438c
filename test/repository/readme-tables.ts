import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../infra/project-root';

/**
 * The README with a table in its place, which two comments mark.
 *
 * @param target of the Makefile, by which the table is made
 */
export function withTable(readme: string, target: string, table: string): string {
  const place = new RegExp(`(<!-- The table is made by make ${target}\\. -->\\n)[^]*?(\\n<!-- -->)`);
  if (!place.test(readme)) throw new Error(`README.md has no place for the table of make ${target}.`);
  return readme.replace(place, (_, before: string, after: string) => `${before}\n${table}\n${after}`);
}

/** Writes a table into the README. */
export async function writeTable(target: string, table: string): Promise<void> {
  const file = join(projectRoot, 'README.md');
  await writeFile(file, withTable(await readFile(file, 'utf8'), target, table));
}
