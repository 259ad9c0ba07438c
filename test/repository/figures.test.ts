import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import type { Figure } from '../bench/figure';
import { readPublishedRun } from '../bench/figures-file';
import { figuresTable } from './figures/figures-table';
import { type GeneratedFile, generateFiles } from './figures/generated-files';
import { withQuotes } from './figures/quotes';

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

describe('What make figures generates', { timeout: 120_000 }, () => {
  let generated: readonly GeneratedFile[];
  beforeAll(async () => {
    generated = await generateFiles(readPublishedRun());
  }, 120_000);
  const plots = () => generated.filter(({ file }) => file.endsWith('.svg'));

  it('is what the repository has, and comes from docs/figures.json', async () => {
    for (const { file, text } of generated) expect(await read(file), `${file}: run make figures`).toBe(text);
    const files = (await readdir(join(projectRoot, 'docs', 'figures'))).map((name) => `docs/figures/${name}`);
    expect(files.sort()).toEqual(
      plots()
        .map(({ file }) => file)
        .sort(),
    );
  });

  it('needs the figures that it shows, and names one that is missing', async () => {
    const [run, name] = [readPublishedRun(), '16 callers: logins / bare EVALSHA'];
    const without = { ...run, figures: run.figures.filter((figure) => figure.name !== name) };
    await expect(async () => generateFiles(without)).rejects.toThrow(`no figure "${name}"`);
  });

  it('are plots that docs/figures.md shows, each with a text for those who do not see it', async () => {
    const document = await read('docs/figures.md');
    expect(plots()).toHaveLength(4);
    for (const { file } of plots()) {
      expect(document).toMatch(new RegExp(`!\\[[^\\]]{20,}\\]\\(${file.replace('docs/', '')}\\)`));
    }
  });

  it('are plots that are small, have no script and no background, and other colours on a dark page', () => {
    for (const { file, text } of plots()) {
      expect(text.length, file).toBeLessThan(40_000);
      expect(text, file).toMatch(/^<svg [^>]*role="img"[^>]*>\n<title>[^<]+<\/title>\n<desc>[^<]+<\/desc>\n<style>/);
      expect(text, file).not.toMatch(/<script|\bon\w+=|href=|<image|NaN|undefined/);
      expect(text, file).toContain('@media (prefers-color-scheme: dark)');
      const [, background] = /<rect [^>]*fill="([^"]*)"/.exec(text) ?? [];
      expect(background, file).toBe('none');
    }
  });

  it('are plots whose every text has another colour on a dark page', () => {
    for (const { file, text } of plots()) {
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

describe('The README', () => {
  it('quotes its figures from docs/figures.json', async () => {
    const [, part = ''] = /\n## Figures\n([\s\S]*?)\n## /.exec(await read('README.md')) ?? [];
    expect(part.match(/<!-- figure: /g)).toHaveLength(3);
    expect(part.replaceAll(/<!-- figure: [\s\S]*?<!-- -->/g, '').match(/\d[\d.,]*\d/g)).toEqual(['16']);
  });
});
