import ciPolicy from '../../../policies/deploy-ci.json';
import personPolicy from '../../../policies/deploy-person.json';
import type { AccountQuestion } from '../finding';
import { readStatements, verdictOf } from './policy-statements';

/** An action, or a pattern of actions such as `scf:Get*`, that a deployment calls. */
export interface NeededAction {
  readonly action: string;
  /**
   * `now`: the next deployment calls it. `later`: another change of the environment does, or `make destroy`. `undocumented`: whether a
   * deployment needs it, no document says.
   */
  readonly need: 'now' | 'later' | 'undocumented';
}

/** platform: cam-pass-role, finance-trade */
const undocumented = ['cam:PassRole', 'finance:trade'];
/** What no deployment calls, and what CAM has under another name. platform: cam-security-groups-are-cvm */
const notForDeployments = /^(cls:SearchLog|cam:GetUser|cam:ListUsers|vpc:\w+SecurityGroup\W?)$/;
/** What only the checks before a deployment call, and the search for parts outside of the state. */
const forChecks: readonly string[] = [
  'cam:GetRole',
  'cam:ListAttachedUserAllPolicies',
  'cam:ListPolicies',
  'cam:ListReceiver',
  'cls:GetClsService',
  'redis:InquiryPriceCreateInstance',
  'sms:DescribeSmsSignList',
  'sms:SmsPackagesStatistics',
  'tag:GetResources',
];
/** What only a change of a deployed environment calls, or its end. Deleting tags and objects unlocks the state. */
const forChanges =
  /^(?!tag:|cos:)\w+:(Delete|Destroy|CleanUp|Detach|UnRelease|Upgrade|Reset|ModifyNetworkConfig|ModifyInstanceAvailabilityZones)/;

/**
 * Lists the actions that an environment needs, of those in the policy for people. For an environment that is deployed those in the
 * policy for CI are enough, unless a change creates or removes a role, a network or Redis.
 */
export function neededActions(question: AccountQuestion): readonly NeededAction[] {
  const isDeployed = !question.creates('tencentcloud_scf_function');
  const ofCi = readStatements(JSON.stringify(ciPolicy)).map((one) => ({ ...one, isLimited: false }));
  return personPolicy.statement
    .flatMap(({ action }) => action)
    .filter((action) => !notForDeployments.test(action) && !forChecks.includes(action) && isFor(action, question))
    .map((action) => {
      if (undocumented.includes(action)) return { action, need: 'undocumented' };
      const isLater = forChanges.test(action) || (isDeployed && verdictOf(ofCi, action) !== 'allowed');
      return { action, need: isLater ? 'later' : 'now' };
    });
}

/** Whether an environment with these settings has what an action is for. */
function isFor(action: string, { settings, hasStateBucket }: AccountQuestion): boolean {
  const hasRedis = settings.codeStore !== 'memory';
  if (/^(redis|region|finance):|SecurityGroup/.test(action)) return hasRedis;
  if (/^(cos:|tag:(Create|Delete|Describe)Tags?$)/.test(action)) return hasStateBucket;
  if (action.startsWith('apigw:')) return settings.trigger === 'api-gateway';
  if (/^scf:\w+Trigger$/.test(action)) return settings.trigger === 'function-url';
  if (action.includes('ReservedConcurrency')) return settings.function.reservedInstances !== undefined || !hasRedis;
  if (action.startsWith('cls:')) return settings.monitoring !== undefined;
  if (action.startsWith('sms:')) return settings.smsContent !== undefined;
  return true;
}
