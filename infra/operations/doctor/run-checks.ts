import { readApiFailure } from '../../../function/tencent-cloud/api-failure';
import { checkMilliseconds } from './check-limits';
import type { Finding } from './finding';

/** A check with the name that a finding has if it cannot be made. */
export interface RunnableCheck {
  readonly name: string;
  readonly run: () => Promise<readonly Finding[]>;
  /** What the check waits for, which is not part of its time. @default - nothing */
  readonly after?: Promise<unknown>;
}

/** Why a check could not be made. */
interface Obstacle {
  /** The same for obstacles that are told together. */
  readonly key: string;
  readonly reason: string;
  readonly advice: string;
}

type Outcome = { readonly findings: readonly Finding[] } | { readonly name: string; readonly obstacle: Obstacle };

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
  const outcomes = await Promise.all(checks.map((check) => runCheck(check, limit)));
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

function lateObstacle(milliseconds: number): Obstacle {
  return {
    key: 'late',
    reason: `no answer within ${Number((milliseconds / 1000).toPrecision(1))} seconds`,
    advice: 'Run the command again. A deployment waits longer.',
  };
}

/** What Node.js calls errors of connections; the SDK's errors contain only their text. platform: sdk-error-code */
const connectionError = /\bE[A-Z_]{4,}\b/;

/** Refusals that say the same to every call. platform: api-common-errors */
const keysRefused = /\bAuthFailure\.(?!UnauthorizedOperation)\w+/;

function obstacleOf(error: unknown): Obstacle {
  const failure = readApiFailure(error);
  const text = failure.result === 'refused' ? `${failure.apiCode}: ${failure.reason}` : failure.reason;
  const reason = text.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
  const [, action] = /\boperation \(([\w:*]+)\)/.exec(reason) ?? [];
  if (action !== undefined) {
    const advice = `Allow ${action} to the caller: the policies in infra/policies do, see "Rights" in docs/deploy.md.`;
    return { key: action, reason, advice };
  }
  const [code] = connectionError.exec(reason) ?? [];
  if (code !== undefined) {
    const advice = "Check this machine's network and its proxy, or the address in API_ENDPOINT if it is set.";
    return { key: code, reason, advice };
  }
  const [refusedKeys] = keysRefused.exec(reason) ?? [];
  const key = failure.result === 'refused' ? failure.apiCode : (refusedKeys ?? reason);
  return { key, reason, advice: 'A deployment may fail for the same reason.' };
}
