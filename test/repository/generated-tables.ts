import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../infra/project-root';

/** A generated table in a Markdown file, between two HTML comments. */
export interface GeneratedTable {
  /** Path of the Markdown file, relative to the project root. */
  readonly file: string;
  /** The make target that generates the table. The first comment names it. */
  readonly target: string;
  /** Tells apart several tables of a file that a target generates. @default - it generates one */
  readonly name?: string;
}

/**
 * Returns the text of a Markdown file with its generated table replaced.
 *
 * @throws {Error} if the text has no comments that mark the table's place
 */
export function withTable(text: string, { file, target, name }: GeneratedTable, table: string): string {
  const which = name === undefined ? 'The table' : `The table "${name}"`;
  const place = new RegExp(`(<!-- ${which} is made by make ${target}\\. -->\\n)[^]*?(\\n<!-- -->)`);
  if (!place.test(text)) throw new Error(`${file} has no place: <!-- ${which} is made by make ${target}. -->`);
  return text.replace(place, (_, before: string, after: string) => `${before}\n${table}\n${after}`);
}

/** Replaces a generated table in its Markdown file. */
export async function writeTable(place: GeneratedTable, table: string): Promise<void> {
  const path = join(projectRoot, place.file);
  await writeFile(path, withTable(await readFile(path, 'utf8'), place, table));
}
