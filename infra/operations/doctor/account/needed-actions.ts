import ciPolicy from '../../../policies/deploy-ci.json';
import personPolicy from '../../../policies/deploy-person.json';
import providerActions from '../../../policies/provider-actions.json';
import type { SynthesizedResource } from '../../stack/synthesized-stack';
import type { AccountQuestion } from '../finding';
import { readStatements, verdictOf } from './policy-statements';

/** An action that a deployment calls, by the name that policies use. */
export interface NeededAction {
  readonly action: string;
  /**
   * `now`: the next deployment calls it. `change`: a deployment that changes what is deployed does. `later`: a change that removes
   * something does, or one that only people make, or `make destroy`. `undocumented`: whether a deployment needs it, no document says.
   */
  readonly need: 'now' | 'change' | 'later' | 'undocumented';
}

/**
 * What the provider calls for a type of resources as the stacks have them: always if it creates, reads or deletes one, and perhaps if it
 * updates one. Creating and updating end with reading.
 */
interface ActionsOfType {
  readonly create: readonly string[];
  readonly read: readonly string[];
  readonly update: readonly string[];
  readonly delete: readonly string[];
}

/** platform: provider-actions */
const actionsByType: Readonly<Record<string, ActionsOfType>> = providerActions;

/** What Terraform calls to read, write and lock a state in COS. platform: state-lock-tags */
const forStateBucket = [
  ...['cos:GetObject', 'cos:HeadObject', 'cos:PutObject', 'cos:DeleteObject', 'cos:GetBucket'],
  ...['tag:CreateTag', 'tag:DeleteTag', 'tag:DescribeTags'],
];

const personStatements = readStatements(JSON.stringify(personPolicy));
const ciStatements = readStatements(JSON.stringify(ciPolicy));

/** Types of which a stack has resources in any case: not those whose number depends on a variable. */
export function certainTypes(
  resources: readonly Pick<SynthesizedResource, 'type' | 'attributes'>[],
): ReadonlySet<string> {
  return new Set(resources.flatMap(({ type, attributes }) => (attributes.count === undefined ? [type] : [])));
}

/**
 * Lists the actions that a deployment of an environment needs, each once: for each type of resources in its stack, what the provider
 * calls for it, and what Terraform calls for the state. The search for parts outside of the state is not among them: a deployment goes
 * on if that is refused.
 */
export function neededActions(question: AccountQuestion): readonly NeededAction[] {
  const { types, creates, deletes, variable, hasStateBucket } = question;
  const list = (need: NeededAction['need'], actions: readonly string[]) => actions.map((action) => ({ action, need }));
  // With a captcha, the role gets a policy of its own.
  const isInStack = (type: string) =>
    types.has(type) || (type === 'tencentcloud_cam_policy' && Boolean(variable('captcha_appid')));
  const known = Object.entries(actionsByType).filter(([type]) => isInStack(type) || deletes(type));
  const allowedTo = (statements: typeof ciStatements) => (action: string) =>
    verdictOf(statements, action) === 'allowed';
  const all = [
    ...known.flatMap(([type, { create }]) => list('now', isInStack(type) && creates(type) ? create : [])),
    ...known.flatMap(([, { read }]) => list('now', read)),
    ...known.flatMap(([type, actions]) => list('now', deletes(type) ? actions.delete : [])),
    ...list('now', hasStateBucket ? forStateBucket : []),
    // What CI must not do are rare changes.
    ...known.flatMap(([type, { update }]) =>
      list('change', creates(type) ? [] : update.filter(allowedTo(ciStatements))),
    ),
    // What people need no right for, the provider calls only for attributes that no stack has.
    ...known.flatMap(([, actions]) =>
      list('later', [...actions.update, ...actions.delete].filter(allowedTo(personStatements))),
    ),
    // platform: cam-pass-role
    ...list('undocumented', types.has('tencentcloud_scf_function') ? ['cam:PassRole'] : []),
    // platform: finance-trade
    ...list('undocumented', types.has('tencentcloud_redis_instance') ? ['finance:trade'] : []),
  ];
  return all.filter(({ action }, index) => all.findIndex((other) => other.action === action) === index);
}
