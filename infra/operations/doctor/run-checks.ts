import { checkMilliseconds } from './check-limits';
import type { Finding } from './finding';
import { lateObstacle, type Obstacle, obstacleOf } from './obstacle';

/** A check with the name that a finding has if it cannot be made. */
export interface RunnableCheck {
  readonly name: string;
  readonly run: () => Promise<readonly Finding[]>;
  /** What the check waits for, which is not part of its time. @default - nothing */
  readonly after?: Promise<unknown>;
}

/** What a check found, or why it could not be made. */
export type Outcome =
  | { readonly findings: readonly Finding[] }
  | { readonly name: string; readonly obstacle: Obstacle };

/**
 * Makes checks at the same time. One that throws, or takes too long, becomes a warning; those that could not be made for the same
 * reason become one.
 *
 * @param limit how long a check that begins now may take, in milliseconds. @default - 8 seconds
 */
export async function runChecks(
  checks: readonly RunnableCheck[],
  limit = () => checkMilliseconds,
): Promise<readonly Finding[]> {
  return tellOutcomes(await makeChecks(checks, limit));
}

/** Makes checks at the same time. @param limit how long a check that begins now may take, in milliseconds */
export function makeChecks(checks: readonly RunnableCheck[], limit: () => number): Promise<readonly Outcome[]> {
  return Promise.all(checks.map((check) => runCheck(check, limit)));
}

/** Tells what checks found, and which ones could not be made: once for each reason. */
export function tellOutcomes(outcomes: readonly Outcome[]): readonly Finding[] {
  const findings: Finding[] = [];
  const told = new Set<string>();
  for (const outcome of outcomes) {
    if ('findings' in outcome) findings.push(...outcome.findings);
    else if (!told.has(outcome.obstacle.key)) {
      const { key, reason, advice } = outcome.obstacle;
      const names = outcomes.flatMap((other) => ('name' in other && other.obstacle.key === key ? [other.name] : []));
      told.add(key);
      const [name = ''] = names;
      findings.push(
        names.length === 1
          ? { check: name, state: 'warning', found: `could not be checked: ${reason}`, advice }
          : { check: 'Account', state: 'warning', found: `not checked (${names.join(', ')}): ${reason}`, advice },
      );
    }
  }
  return findings;
}

async function runCheck({ name, run, after }: RunnableCheck, limit: () => number): Promise<Outcome> {
  await after;
  const milliseconds = limit();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ name, obstacle: lateObstacle(milliseconds) }), milliseconds);
  });
  const made = run().then(
    (findings): Outcome => ({ findings }),
    (error: unknown): Outcome => ({ name, obstacle: obstacleOf(error) }),
  );
  return Promise.race([made, late]).finally(() => clearTimeout(timer));
}
