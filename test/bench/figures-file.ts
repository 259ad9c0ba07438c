import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../infra/project-root';
import type { Figure } from './figure';
import type { Run } from './run';

/** Where the last run on each processor is kept. The first one is published: documents quote its figures. */
export const figuresFile = join(projectRoot, 'docs', 'figures.json');

const figure = z.strictObject({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  spread: z.exactOptional(z.number()),
  goal: z.exactOptional(z.union([z.strictObject({ atMost: z.number() }), z.strictObject({ atLeast: z.number() })])),
});

const run = z.strictObject({
  processor: z.string(),
  cores: z.number(),
  node: z.string(),
  redis: z.string(),
  terraform: z.string(),
  date: z.iso.date(),
  figures: z.array(figure),
});

/**
 * Reads the runs that are kept.
 *
 * @throws {Error} if the file is missing or malformed
 */
export function readRuns(file = figuresFile): readonly Run[] {
  try {
    return z.array(run).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file} is not readable as runs of make bench. Restore it with git, and run make bench.`, {
      cause,
    });
  }
}

/** Writes the runs that are kept. */
export async function writeRuns(runs: readonly Run[], file = figuresFile): Promise<void> {
  await writeFile(file, `${JSON.stringify(runs, undefined, 2)}\n`);
}

/**
 * Returns the run that is published.
 *
 * @throws {Error} if there is none
 */
export function readPublishedRun(): Run {
  const [published] = readRuns();
  if (published === undefined) throw new Error('docs/figures.json has no run. Run make bench.');
  return published;
}

/**
 * Returns a figure by its name.
 *
 * @throws {Error} if the run has none
 */
export function figureOf({ figures }: Run, name: string): Figure {
  const found = figures.find((figure) => figure.name === name);
  if (found === undefined)
    throw new Error(`docs/figures.json has no figure "${name}". Run make bench, which measures it.`);
  return found;
}
