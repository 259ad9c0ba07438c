import { writeRuns } from './figures-file';
import { formatRegression, keepRun, type Policy } from './regressions';
import type { Run } from './run';

/** What became of a run, for the person who started it. */
export interface Recorded {
  readonly result: 'kept' | 'worse';
  readonly lines: readonly string[];
}

/**
 * Writes a run to `benchFile`, and keeps it in `figuresFile` for the next runs unless it is worse than the last one on the same processor.
 *
 * @param before the runs of `figuresFile`
 */
export async function recordRun(
  before: readonly Run[],
  run: Run,
  policy: Policy,
  { benchFile, figuresFile }: { readonly benchFile: string; readonly figuresFile: string },
): Promise<Recorded> {
  await writeRuns([run], benchFile);
  const { runs, regressions, earlier } = keepRun(before, run, policy);
  await writeRuns(runs, figuresFile);
  const worse = regressions.map((regression) => `  ${formatRegression(regression)}`);
  const lines = worse.length === 0 ? [] : [`Worse than on ${earlier?.date}, by more than twice the spread:`, ...worse];
  if (!runs.includes(run)) {
    lines.push('docs/figures.json keeps the earlier figures, so that the next run is compared with them, too.');
    lines.push(
      'This run’s are in dist/bench.json. If the change is meant, make bench ACCEPT=1 measures and keeps them.',
    );
    return { result: 'worse', lines };
  }
  const isPublished = runs[0] === run;
  lines.push(
    `docs/figures.json has the new figures.${isPublished ? ' make docs updates what the documents show of them.' : ''}`,
  );
  return { result: 'kept', lines };
}
