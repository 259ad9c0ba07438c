/** A claim about the platform: a row of a table in docs/platform.md. */
export interface Claim {
  /** Title of the section that has the row. */
  readonly section: string;
  readonly name: string;
  readonly claim: string;
  /** What breaks if the claim is false. */
  readonly matters: string;
  readonly source: string;
  /** The tests that check the claim, or that it cannot be checked here. */
  readonly check: string;
  readonly state: string;
}

const columns = 6;

/**
 * Reads the tables of docs/platform.md: those of its sections, not those of its introduction.
 *
 * @throws {Error} if a row has a cell too few or too many
 */
export function readClaims(text: string): Claim[] {
  const [, ...sections] = text.split(/^## /m);
  return sections.flatMap((part) => {
    const [section = '', ...lines] = part.split('\n');
    const rows = lines.filter((line) => line.startsWith('| ') && !/^\| (name|---) \|/.test(line));
    return rows.map((row) => {
      // A vertical line within a cell is written as \|.
      const cells = row.slice(1, row.lastIndexOf('|')).split(/(?<!\\)\|/);
      if (cells.length !== columns) throw new Error(`The row has ${cells.length} cells instead of ${columns}: ${row}`);
      const [name = '', claim = '', matters = '', source = '', check = '', state = ''] = cells.map((cell) =>
        cell.trim(),
      );
      return { section, name, claim, matters, source, check, state };
    });
  });
}

/**
 * Finds the names of claims in a file: `platform:` and a name, or several with commas between them. After another word of a
 * sentence, as in "of the platform: …", nothing is a name.
 */
export function usesIn(text: string): string[] {
  const uses = text.matchAll(/(?<!\w )\bplatform: ([a-z][a-z0-9-]*(?:, [a-z0-9]+(?:-[a-z0-9]+)+)*)/g);
  return [...uses].flatMap(([, names = '']) => names.split(', ').map((name) => name.replace(/-$/, '')));
}
