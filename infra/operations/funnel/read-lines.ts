/** One page of a search. */
interface Page<Line> {
  readonly lines: readonly Line[];
  /** Where the next page begins. @default - this is the last one */
  readonly next?: string | undefined;
}

/** Searches for lines from one time until before another, in milliseconds since 1970, oldest first. */
export type SearchPage<Line> = (from: number, until: number, context: string | undefined) => Promise<Page<Line>>;

/** Lines that CLS returns at most for one search, on all pages. platform: cls-search */
export const searchLines = 10_000;

/** Milliseconds of the shortest period that is searched. */
const shortest = 1000;

/**
 * Reads all lines of a period, oldest first. A period with more lines than a search returns is halved.
 *
 * @throws {Error} if a second has more lines than a search returns
 */
export async function readLines<Line>(search: SearchPage<Line>, from: number, until: number): Promise<Line[]> {
  const lines: Line[] = [];
  let context: string | undefined;
  do {
    const page = await search(from, until, context);
    lines.push(...page.lines);
    context = page.lines.length === 0 ? undefined : page.next;
  } while (context !== undefined && lines.length < searchLines);
  if (context === undefined) return lines;
  if (until - from <= shortest) {
    throw new Error(
      `The log has more than ${searchLines} lines of ${new Date(from).toISOString()}: set a shorter SINCE.`,
    );
  }
  const middle = Math.floor((from + until) / 2);
  return [...(await readLines(search, from, middle)), ...(await readLines(search, middle, until))];
}
