import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../infra/project-root';

/** Where the last counts of each file are kept. Documents quote them. */
const mutationFile = join(projectRoot, 'docs', 'mutation.json');

/** Percentage of the mutants that the tests have to kill. */
export const goalPercent = 95;

const count = z.strictObject({
  /** Those that ran, and those that no test runs. */
  mutants: z.int(),
  /** Those with which a test fails, or never ends. */
  killed: z.int(),
});
const record = z.record(
  z.string(),
  z.strictObject({
    ...count.shape,
    /** The day in UTC on which the file was mutated, such as `2026-11-24`. */
    date: z.iso.date(),
  }),
);

/** The mutants of a file, or of several. */
export type MutantCount = z.infer<typeof count>;

/** The mutants of each file, by its path relative to the project root. */
export type MutationRecord = z.infer<typeof record>;

/**
 * Reads the record.
 *
 * @throws {Error} if the file is missing or malformed
 */
export function readMutationRecord(file = mutationFile): MutationRecord {
  try {
    return record.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(
      `${file} is not readable as a record of make mutation. Restore it with git, or run make mutation.`,
      {
        cause,
      },
    );
  }
}

/** Writes the record. */
export async function writeMutationRecord(written: MutationRecord, file = mutationFile): Promise<void> {
  await writeFile(file, `${JSON.stringify(written, undefined, 2)}\n`);
}

/** Returns a record with the counts of today, of the files that exist. */
export function updateRecord(
  before: MutationRecord,
  counts: Readonly<Record<string, MutantCount>>,
  existing: readonly string[],
): MutationRecord {
  const date = new Date().toISOString().slice(0, 10);
  const now = Object.entries(counts).map(([file, counted]) => [file, { ...counted, date }] as const);
  const after = new Map([...Object.entries(before), ...now]);
  return Object.fromEntries(
    existing.flatMap((file) => {
      const counted = after.get(file);
      return counted === undefined ? [] : [[file, counted]];
    }),
  );
}

/** Adds up the mutants of files. */
export function total(counts: readonly MutantCount[]): MutantCount {
  return counts.reduce(
    (sum, { mutants, killed }) => ({ mutants: sum.mutants + mutants, killed: sum.killed + killed }),
    { mutants: 0, killed: 0 },
  );
}

/** Returns the percentage of the mutants that were killed: all, if there are none. */
export function scoreOf({ mutants, killed }: MutantCount): number {
  return mutants === 0 ? 100 : (100 * killed) / mutants;
}

/** Formats a score with one decimal, rounded down so that it does not look better than it is. */
export function formatScore(counted: MutantCount): string {
  return `${(Math.floor(scoreOf(counted) * 10) / 10).toFixed(1)} %`;
}
