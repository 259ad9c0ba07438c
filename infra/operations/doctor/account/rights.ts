import { readApiFailure } from '../../../../function/tencent-cloud/api-failure';
import { type CallerIdentity, describeCaller, readCallerIdentity } from '../../caller-identity';
import type { AccountCheck, AccountQuestion, Finding } from '../finding';
import { attachedStatements } from './attached-policies';
import { type NeededAction, neededActions } from './needed-actions';
import { type PolicyStatement, type Verdict, verdictOf } from './policy-statements';

const check = 'Rights';
const policyAdvice =
  'Attach a policy made from infra/policies/deploy-person.json ("Rights" in docs/deploy.md), or ask whoever manages CAM for it.';
/** Names of actions in a line; the others are counted. */
const mostNames = 12;

/** Whether the caller's policies allow what a deployment of the environment calls, as far as they tell. */
export const checkRights: AccountCheck = async (question) => {
  const caller = await readCallerIdentity(question.config);
  if (caller.kind === 'owner')
    return [{ check, state: 'ok', found: `${describeCaller(caller)} may call every action` }];
  if (caller.kind === 'federated') return [untold(caller, 'no call tells the policy of such keys')];
  try {
    return judge(caller, await attachedStatements(question.config, caller), question);
  } catch (error) {
    const failure = readApiFailure(error);
    if (failure.result !== 'refused' || !failure.apiCode.includes('Unauthorized')) throw error;
    return [untold(caller, `CAM refuses to list the policies with ${failure.apiCode}`)];
  }
};

function untold(caller: CallerIdentity, reason: string): Finding {
  return { check, state: 'note', found: `what ${describeCaller(caller)} may call cannot be told: ${reason}` };
}

function judge(
  caller: CallerIdentity,
  statements: readonly PolicyStatement[],
  question: AccountQuestion,
): readonly Finding[] {
  const judged = neededActions(question).map((one) => ({ ...one, verdict: verdictOf(statements, one.action) }));
  const who = describeCaller(caller);
  const pick = (need: NeededAction['need'], ...verdicts: readonly Verdict[]) =>
    judged.flatMap((one) => (one.need === need && verdicts.includes(one.verdict) ? [one.action] : []));
  const failures = [
    ...about(pick('now', 'denied'), (names) => ({
      state: 'failure',
      found: `a policy denies ${who} what a deployment calls: ${names}`,
      advice: 'A denial overrides what other policies allow. Detach the policy that denies, or deploy with other keys.',
    })),
    ...about(pick('now', 'missing'), (names) => ({
      state: 'failure',
      found: `no policy allows ${who} what a deployment calls: ${names}`,
      advice: policyAdvice,
    })),
  ];
  const others = [
    ...about(pick('change', 'denied', 'missing'), (names) => ({
      state: 'warning',
      found: `${who} may not call what changes of what is deployed need: ${names}`,
      advice: policyAdvice,
    })),
    ...about(pick('undocumented', 'denied', 'missing'), (names) => ({
      state: 'warning',
      found: `no policy allows ${who} to call ${names}, and no document says whether a deployment needs that`,
      advice: policyAdvice,
    })),
    ...about(pick('later', 'denied', 'missing'), (names) => ({
      state: 'note',
      found: `${who} may not call what only other changes, or \`make destroy\`, need: ${names}`,
    })),
    ...about(
      judged.flatMap(({ action, verdict }) => (verdict === 'perhaps' ? [action] : [])),
      (names) => ({
        state: 'note',
        found: `whether ${who} may call ${names} depends on resources, conditions or policies that no call tells`,
      }),
    ),
  ];
  const allowed = judged.filter(({ verdict }) => verdict === 'allowed').length;
  if (failures.length > 0 || allowed === 0) return [...failures, ...others];
  const found = `policies allow ${who} ${allowed} of the ${judged.length} actions of such an environment`;
  return [{ check, state: 'ok', found }, ...others];
}

/** @returns no finding if it would be about no action */
function about(actions: readonly string[], describe: (names: string) => Omit<Finding, 'check'>): readonly Finding[] {
  if (actions.length === 0) return [];
  const more = actions.length - mostNames;
  const names = actions.slice(0, mostNames).join(', ');
  return [{ check, ...describe(more > 0 ? `${names} and ${more} more` : names) }];
}
