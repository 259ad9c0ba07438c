import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mutationTable } from '../repository/documents/figures/mutation-table';
import {
  formatScore,
  type MutationRecord,
  readMutationRecord,
  total,
  updateRecord,
  writeMutationRecord,
} from './mutation-record';

const date = '2026-01-01';
const record: MutationRecord = {
  'function/log.ts': { mutants: 3, killed: 2, date },
  'function/http/body.ts': { mutants: 10, killed: 10, date },
  'function/http/event.ts': { mutants: 0, killed: 0, date },
};

describe('The record of mutants', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mutation-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('has what was written', async () => {
    const file = join(folder, 'mutation.json');
    await writeMutationRecord(record, file);
    expect(readMutationRecord(file)).toEqual(record);
  });

  it.each(['<<<<<<< HEAD', '[]', JSON.stringify({ 'function/log.ts': 5 })])(
    'is refused if it is malformed: %s',
    async (text) => {
      const file = join(folder, 'mutation.json');
      await writeFile(file, text);
      expect(() => readMutationRecord(file)).toThrow('run make mutation');
    },
  );

  it('keeps what it has of files that exist, and gets the new counts of those that were mutated', () => {
    const counts = { 'function/log.ts': { mutants: 4, killed: 4 } };
    expect(updateRecord(record, counts, ['function/http/body.ts', 'function/log.ts', 'function/new.ts'])).toEqual({
      'function/http/body.ts': record['function/http/body.ts'],
      'function/log.ts': { mutants: 4, killed: 4, date: new Date().toISOString().slice(0, 10) },
    });
  });

  it('does not make a score look better than it is', () => {
    expect(formatScore({ mutants: 10_000, killed: 9_499 })).toBe('94.9 %');
    expect(formatScore(total(Object.values(record)))).toBe('92.3 %');
    expect(formatScore({ mutants: 0, killed: 0 })).toBe('100.0 %');
  });

  it('is a table of folders', () => {
    expect(mutationTable(record).split('\n').slice(2)).toEqual([
      '| `function/` | 1 | 3 | 1 | 66.6 % |',
      '| `function/http/` | 2 | 10 | 0 | 100.0 % |',
    ]);
  });
});
