import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { figureOf, readPublishedRun, readRuns, writeRuns } from './figures-file';
import type { Run } from './run';

const run: Run = {
  processor: 'Made-up Processor',
  cores: 2,
  node: '20.0.0',
  redis: '7.0.0',
  terraform: '1.11.0',
  date: '2026-01-01',
  figures: [
    { name: 'ratio', value: 0.5, spread: 0.01, unit: '', goal: { atLeast: 0.6 } },
    { name: 'size', value: 1, unit: 'kB' },
  ],
};

describe('The file of figures', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'figures-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('has the runs that were written', async () => {
    const file = join(folder, 'figures.json');
    await writeRuns([run, { ...run, cores: 4 }], file);
    expect(readRuns(file)).toEqual([run, { ...run, cores: 4 }]);
  });

  it.each([
    ['not JSON', '<<<<<<< HEAD'],
    ['figures without a run', JSON.stringify(run.figures)],
    ['a goal that says nothing', JSON.stringify([{ ...run, figures: [{ name: 'a', value: 1, unit: '', goal: {} }] }])],
  ])('is refused if it has %s', async (_, text) => {
    const file = join(folder, 'figures.json');
    await writeFile(file, text);
    expect(() => readRuns(file)).toThrow('Restore it with git');
  });

  it('of the repository has a run that is published', () => {
    expect(readPublishedRun().figures.length).toBeGreaterThan(20);
  });

  it('names a figure that is missing', () => {
    expect(figureOf(run, 'size')).toBe(run.figures[1]);
    expect(() => figureOf(run, 'speed')).toThrow('no figure "speed"');
  });
});
