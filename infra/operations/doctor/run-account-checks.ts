import type { Finding } from './finding';
import { makeChecks, type Outcome, type RunnableCheck, tellOutcomes } from './run-checks';

/** Checks of services that a deployment calls for nothing, or for little else, and what their outages mean. The others are Terraform's. */
const ownServices: readonly { readonly checks: RegExp; readonly advice: string }[] = [
  { checks: /^SMS /, advice: 'Messages fail as long as it lasts. Run the command again later.' },
  {
    checks: /^(API keys|Rights)$/,
    advice: 'Until it ends, nothing tells whose the keys are and what they allow. Run the command again later.',
  },
];

/**
 * Makes checks of the account as `runChecks` does. If no call is answered at all, that is a failure, the only one; an outage of a
 * service that a failure already tells is not told again.
 *
 * @param limit how long a check that begins now may take, in milliseconds
 */
export async function runAccountChecks(
  checks: readonly RunnableCheck[],
  limit: () => number,
): Promise<readonly Finding[]> {
  const outcomes = await makeChecks(checks, limit);
  const obstacles = outcomes.flatMap((outcome) => ('obstacle' in outcome ? [outcome.obstacle] : []));
  const findings = outcomes.flatMap((outcome) => ('findings' in outcome ? outcome.findings : []));
  const [first] = obstacles;
  // Some checks only note what they would ask.
  const isSilent =
    findings.every(({ state }) => state === 'note') && obstacles.every(({ kind }) => kind === 'unanswered');
  if (first !== undefined && isSilent) return [noAnswer(first.reason), ...findings];
  const outages = findings.filter(({ state, found }) => state === 'failure' && /\bInternalError\b/.test(found));
  const toldServices = new Set(outages.map(({ check }) => ownServiceOf(check)));
  const untold = outcomes.filter(
    (outcome) =>
      !('obstacle' in outcome) || outcome.obstacle.kind !== 'outage' || !toldServices.has(ownServiceOf(outcome.name)),
  );
  return tellOutcomes(untold.map(adviseAboutOutage));
}

const ownServiceOf = (check: string) => ownServices.find(({ checks }) => checks.test(check));

function noAnswer(reason: string): Finding {
  return {
    check: 'Account',
    state: 'failure',
    found: `no call is answered: ${reason}`,
    advice:
      "A deployment makes the same calls. Check this machine's network, its proxy (HTTP_PROXY, http_proxy), and the address in " +
      'API_ENDPOINT if it is set.',
  };
}

function adviseAboutOutage(outcome: Outcome): Outcome {
  if (!('obstacle' in outcome) || outcome.obstacle.kind !== 'outage') return outcome;
  const service = ownServiceOf(outcome.name);
  if (service === undefined) return outcome;
  const { obstacle } = outcome;
  return { ...outcome, obstacle: { ...obstacle, key: `${obstacle.key} ${service.checks}`, advice: service.advice } };
}
