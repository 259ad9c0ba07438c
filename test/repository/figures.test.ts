import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import type { Figure } from '../bench/figure';
import { figuresPlace, figuresTable } from './figures-table';
import { withTable } from './generated-tables';

const read = (file: string) => readFile(join(projectRoot, file), 'utf8');

describe('The figures', () => {
  it('are a table with goals, and without the figures of single packages', () => {
    const figures: Figure[] = [
      { name: 'function.zip', value: 96.4, unit: 'kB', goal: { atMost: 100 } },
      { name: '  of which ioredis', value: 50, unit: 'kB' },
      { name: 'rate', value: 0.5, unit: '', goal: { atLeast: 0.9 } },
    ];
    expect(figuresTable(figures).split('\n').slice(2)).toEqual([
      '| function.zip | 96.4 kB | <= 100 |',
      '| rate | 0.50 | >= 0.9, missed |',
    ]);
  });

  it('have a place in docs/figures.md', async () => {
    const text = await read(figuresPlace.file);
    expect(withTable(text, figuresPlace, figuresTable([]))).not.toBe(text);
  });

  it('of the README are those of docs/figures.md', async () => {
    const [, part = ''] = /\n## Figures\n([\s\S]*?)\n## /.exec(await read('README.md')) ?? [];
    const quoted = part.match(/\d[\d.,]*\d(?= kB| B| logins)/g) ?? [];
    expect(quoted).toHaveLength(3);
    const figures = await read(figuresPlace.file);
    for (const number of quoted) expect(figures).toMatch(new RegExp(`\\| ${number.replaceAll('.', '\\.')} `));
  });
});
