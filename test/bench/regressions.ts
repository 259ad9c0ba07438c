import { type Figure, formatValue } from './figure';
import { isSameMachine, type Run } from './run';

/** A figure that is worse than it was. */
export interface Regression {
  readonly before: Figure;
  readonly now: Figure;
}

/**
 * Compares a run with an earlier one: returns the figures with a goal that are worse by more than twice their spread, the larger one of
 * both runs. Figures without a spread vary by an unknown amount, so they are not compared.
 */
function findRegressions(earlier: Run, run: Run): Regression[] {
  return run.figures.flatMap((now): Regression[] => {
    const before = earlier.figures.find(({ name, unit }) => name === now.name && unit === now.unit);
    if (before === undefined || now.goal === undefined || now.spread === undefined) return [];
    const change = 'atMost' in now.goal ? now.value - before.value : before.value - now.value;
    return change > 2 * Math.max(now.spread, before.spread ?? 0) ? [{ before, now }] : [];
  });
}

/** What becomes of a run with regressions: it is not kept, or it is. */
export type Policy = 'refuse' | 'accept';

/** What becomes of the runs of which one for each processor is kept. */
export interface Kept {
  readonly runs: readonly Run[];
  /** Compared with the earlier run on the same processor. */
  readonly regressions: readonly Regression[];
  readonly earlier: Run | undefined;
}

/**
 * Replaces the earlier run on the same processor, at the same place, or adds the run at the end. A run with regressions is not kept, so
 * that the next run is compared with the same figures, and does not pass because it is no worse than a bad one.
 */
export function keepRun(runs: readonly Run[], run: Run, policy: Policy): Kept {
  const earlier = runs.find((other) => isSameMachine(other, run));
  if (earlier === undefined) return { runs: [...runs, run], regressions: [], earlier };
  const regressions = findRegressions(earlier, run);
  const isKept = regressions.length === 0 || policy === 'accept';
  return { runs: isKept ? runs.map((other) => (other === earlier ? run : other)) : runs, regressions, earlier };
}

/** Formats a regression, such as `16 callers: logins / bare EVALSHA: 0.38 before, now 0.30 (spread 0.02)`. */
export function formatRegression({ before, now }: Regression): string {
  const spread = Math.max(now.spread ?? 0, before.spread ?? 0);
  return `${now.name}: ${formatValue(before)} before, now ${formatValue(now)} (spread ${formatValue({ ...now, value: spread })})`;
}
