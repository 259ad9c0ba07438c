import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import type { Figure } from '../bench/figure';
import { readPublishedRun } from '../bench/figures-file';
import { plotFiles } from './documents/figures/documented-figures';
import { figuresTable } from './documents/figures/figures-table';
import { withQuotes } from './documents/figures/quotes';
import type { GeneratedFile } from './documents/generated-file';

const read = (file: string) => readFile(join(projectRoot, file), 'utf8');

describe('The figures', () => {
  it('are a table with spreads and goals, and without the figures of single packages', () => {
    const figures: Figure[] = [
      { name: 'function.zip', value: 96.4, unit: 'kB', goal: { atMost: 100 } },
      { name: '  of which ioredis', value: 50, unit: 'kB' },
      { name: 'rate', value: 0.5, spread: 0.04, unit: '', goal: { atLeast: 0.9 } },
    ];
    expect(figuresTable(figures).split('\n').slice(2)).toEqual([
      '| function.zip | 96.4 kB |  | <= 100 |',
      '| rate | 0.50 | 0.04 | >= 0.9, **missed** |',
    ]);
  });

  it('are quoted by name, and only if they were measured', () => {
    const text = 'A login takes <!-- figure: a login -->1 µs<!-- --> and <!-- figure: a + b -->2<!-- --> more.';
    const values = new Map([
      ['a login', '3 µs'],
      ['a + b', '4'],
    ]);
    const quoted = 'A login takes <!-- figure: a login -->3 µs<!-- --> and <!-- figure: a + b -->4<!-- --> more.';
    expect(withQuotes(text, values)).toBe(quoted);
    expect(() => withQuotes(text, new Map())).toThrow('quotes the figure "a login"');
  });
});

describe('The plots of the figures', () => {
  let plots: readonly GeneratedFile[];
  beforeAll(() => {
    plots = plotFiles(readPublishedRun());
  }, 120_000);

  it('are all that the repository has', async () => {
    const files = await readdir(join(projectRoot, 'docs', 'figures'));
    expect(files.map((name) => `docs/figures/${name}`).sort()).toEqual(plots.map(({ file }) => file).sort());
  });

  it('need the figures that they show, and name one that is missing', () => {
    const [run, name] = [readPublishedRun(), '16 callers: logins / bare EVALSHA'];
    const without = { ...run, figures: run.figures.filter((figure) => figure.name !== name) };
    expect(() => plotFiles(without)).toThrow(`no figure "${name}"`);
  });

  it('are shown by docs/figures.md, each with a text for those who do not see it', async () => {
    const document = await read('docs/figures.md');
    expect(plots).toHaveLength(4);
    for (const { file } of plots) {
      expect(document).toMatch(new RegExp(`!\\[[^\\]]{20,}\\]\\(${file.replace('docs/', '')}\\)`));
    }
  });

  it('are small, have no script and no background, and other colours on a dark page', () => {
    for (const { file, text } of plots) {
      expect(text.length, file).toBeLessThan(40_000);
      expect(text, file).toMatch(/^<svg [^>]*role="img"[^>]*>\n<title>[^<]+<\/title>\n<desc>[^<]+<\/desc>\n<style>/);
      expect(text, file).not.toMatch(/<script|\bon\w+=|href=|<image|NaN|undefined/);
      expect(text, file).toContain('@media (prefers-color-scheme: dark)');
      const [, background] = /<rect [^>]*fill="([^"]*)"/.exec(text) ?? [];
      expect(background, file).toBe('none');
    }
  });

  it('have another colour for every text on a dark page', () => {
    for (const { file, text } of plots) {
      const dark = new Set([...text.matchAll(/\[fill="(#\w+)"\]\{fill:(#\w+)\}/g)].map(([, light]) => light));
      const colours = [...text.matchAll(/<text [^>]*fill="([^"]*)"/g)].map(([, colour]) => colour);
      expect(colours.length, file).toBeGreaterThan(5);
      expect(
        colours.filter((colour) => !dark.has(colour)),
        file,
      ).toEqual([]);
    }
  });
});
