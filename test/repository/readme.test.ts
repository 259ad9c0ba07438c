import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { presetNames } from '../../infra/settings/environments';

const read = (file: string) => readFile(join(projectRoot, file), 'utf8');
/** What matches a pattern, in order: its last group. */
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match.at(-1) ?? '');
const codeOf = (text: string) => all(text, /`([^`\n]+)`/g);

describe('The README', () => {
  let readme: string;
  beforeAll(async () => {
    readme = await read('README.md');
  });

  it('has fewer than 200 lines', () => {
    expect(readme.split('\n').length).toBeLessThan(200);
  });

  it('has commands that fit into a terminal of 80 columns', () => {
    const lines = all(readme, /```sh\n([\s\S]*?)```/g).flatMap((block) => block.split('\n'));
    expect(lines.length).toBeGreaterThan(15);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('describes every preset', () => {
    const [, part = ''] = readme.split('\n## Environments\n');
    for (const name of presetNames) expect(part).toContain(`\n| \`${name}\` | `);
  });

  it('quotes its figures', () => {
    expect(all(readme, /<!-- figure: ([^>]+) -->/g)).toEqual(['16 callers: logins', 'function.zip']);
  });
});

describe('README.zh-CN.md', () => {
  let [english, chinese] = ['', ''];
  beforeAll(async () => {
    [english, chinese] = await Promise.all([read('README.md'), read('README.zh-CN.md')]);
  });
  /** The first cells of tables, and how many cells each row has. */
  const rowsOf = (text: string) =>
    all(text, /^(\|.*)$/gm).map((row) => ({ cells: row.split(' | ').length, code: codeOf(row) }));

  it('has the same blocks of code, but for the words of the picture', () => {
    const blocksOf = (text: string) => all(text, /```(?:sh|json|js)\n([\s\S]*?)```/g);
    expect(blocksOf(chinese)).toEqual(blocksOf(english));
    expect(blocksOf(english).length).toBeGreaterThan(8);
    const edgesOf = (text: string) => all(text, /^ {2}(.*)$/gm).filter((line) => /-->|-\.->/.test(line)).length;
    expect(edgesOf(chinese)).toBe(edgesOf(english));
  });

  it('has the same tables, with the same code in each row', () => {
    expect(rowsOf(chinese)).toEqual(rowsOf(english));
    expect(rowsOf(english).length).toBeGreaterThan(30);
  });

  it('has the same links and pictures in the same order, and the same number of headings', () => {
    // Links to the other language, and to its own headings.
    const linksOf = (text: string) => all(text, /(?:\]\(|src=")([^)"#]+(?:#[^)"]+)?)[)"]/g).slice(1);
    expect(linksOf(chinese)).toEqual(linksOf(english));
    const headingsOf = (text: string) => all(text, /^(#+) /gm);
    expect(headingsOf(chinese)).toEqual(headingsOf(english));
  });
});
