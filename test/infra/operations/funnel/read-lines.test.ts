import { describe, expect, it } from 'vitest';
import { readLines, type SearchPage, searchLines } from '../../../../infra/operations/funnel/read-lines';

/** A log with a line for each given time, which returns pages of a thousand lines, and at most ten of them. */
function searchIn(times: readonly number[]): { readonly search: SearchPage<number>; readonly searched: string[] } {
  const searched: string[] = [];
  const search: SearchPage<number> = async (from, until, context) => {
    searched.push(`${from}-${until}`);
    const found = times.filter((time) => time >= from && time < until);
    const start = Number(context ?? 0);
    if (start >= searchLines) throw new Error('No search returns more.');
    const end = start + 1000;
    return { lines: found.slice(start, end), next: end < found.length ? String(end) : undefined };
  };
  return { search, searched };
}

describe('Reading the lines of a period', () => {
  it('reads all pages, oldest first', async () => {
    const times = Array.from({ length: 2500 }, (_, index) => index);
    const { search, searched } = searchIn(times);
    expect(await readLines(search, 0, 2000)).toEqual(times.slice(0, 2000));
    expect(searched).toEqual(['0-2000', '0-2000']);
  });

  it('reads as many lines as one search returns at once', async () => {
    const times = Array.from({ length: searchLines }, (_, index) => index);
    expect(await readLines(searchIn(times).search, 0, 100_000)).toEqual(times);
  });

  it('halves a period with more lines than a search returns, and reads each line once', async () => {
    const times = Array.from({ length: 3 * searchLines + 1 }, (_, index) => 7 * index);
    expect(await readLines(searchIn(times).search, 0, 7 * times.length)).toEqual(times);
  });

  it('says so if a second has too many lines', async () => {
    const times = Array.from({ length: searchLines + 1 }, () => 5);
    await expect(readLines(searchIn(times).search, 0, 8000)).rejects.toThrow('1970-01-01T00:00:00.000Z: set a shorter');
  });
});
