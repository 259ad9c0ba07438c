/** A generated table of a Markdown file, which is between two HTML comments there. */
export interface GeneratedTable {
  /** Path of the Markdown file, relative to the project root. */
  readonly file: string;
  /** Tells apart the tables of a file. The first comment names it. */
  readonly name: string;
  readonly text: string;
}

const place = /(<!-- The table "([^"]+)" is made by make docs\. -->\n)[\s\S]*?(\n<!-- -->)/g;

/**
 * Returns the text of a Markdown file with its generated tables replaced.
 *
 * @throws {Error} if the text has no place for a table, or a place for which there is no table
 */
export function withTables(file: string, markdown: string, tables: readonly GeneratedTable[]): string {
  const [places, names] = [[...markdown.matchAll(place)].map(([, , name]) => name), tables.map(({ name }) => name)];
  const missing = names.find((name) => !places.includes(name));
  if (missing !== undefined)
    throw new Error(`${file} has no place: <!-- The table "${missing}" is made by make docs. -->`);
  return markdown.replaceAll(place, (_, before: string, name: string, after: string) => {
    const table = tables.find((one) => one.name === name);
    if (table === undefined)
      throw new Error(`${file} has a place for the table "${name}", which make docs does not make.`);
    return `${before}\n${table.text}\n${after}`;
  });
}
