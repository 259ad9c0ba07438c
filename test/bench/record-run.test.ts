import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRuns } from './figures-file';
import { recordRun } from './record-run';
import type { Policy } from './regressions';
import type { Run } from './run';

function runWith(value: number, processor = 'Made-up Processor'): Run {
  const figures = [{ name: 'ratio', value, spread: 0.01, unit: '', goal: { atLeast: 0.6 } }];
  const versions = { node: '20.0.0', redis: '7.0.0', terraform: '1.11.0' };
  return { processor, cores: 2, ...versions, date: '2026-01-01', figures };
}

describe('make bench', () => {
  let folder: string;
  let files: { readonly benchFile: string; readonly figuresFile: string };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'record-'));
    files = { benchFile: join(folder, 'bench.json'), figuresFile: join(folder, 'figures.json') };
  });
  afterEach(() => rm(folder, { recursive: true }));
  const record = (before: readonly Run[], run: Run, policy: Policy = 'refuse') => recordRun(before, run, policy, files);

  it('keeps the figures of a processor that has none, and says how the documents get those that are published', async () => {
    const published = await record([], runWith(0.8));
    expect(published).toEqual({ result: 'kept', lines: [expect.stringContaining('make docs')] });
    const other = runWith(0.1, 'Other Processor');
    const { result, lines } = await record(readRuns(files.figuresFile), other);
    expect([result, lines]).toEqual(['kept', ['docs/figures.json has the new figures.']]);
    expect(readRuns(files.figuresFile)).toEqual([runWith(0.8), other]);
    expect(readRuns(files.benchFile)).toEqual([other]);
  });

  it('names what got worse, also when it runs again, and says how to accept it', async () => {
    await record([], runWith(0.8));
    for (const time of ['first', 'second']) {
      const before = readRuns(files.figuresFile);
      const { result, lines } = await record(before, runWith(0.7));
      expect(result, time).toBe('worse');
      expect(lines.slice(0, 2)).toEqual([
        'Worse than on 2026-01-01, by more than twice the spread:',
        '  ratio: 0.80 before, now 0.70 (spread 0.01)',
      ]);
      expect(lines.at(-1)).toContain('make bench ACCEPT=1');
      expect([readRuns(files.figuresFile), readRuns(files.benchFile)]).toEqual([[runWith(0.8)], [runWith(0.7)]]);
    }
  });

  it('names and keeps what got worse if that is accepted', async () => {
    const { result, lines } = await record([runWith(0.8)], runWith(0.7), 'accept');
    expect([result, lines[1]]).toEqual(['kept', '  ratio: 0.80 before, now 0.70 (spread 0.01)']);
    expect(readRuns(files.figuresFile)).toEqual([runWith(0.7)]);
  });
});
