import { type AccountPart, describePart } from '../../account-parts/account-part';
import { inTheWay, refusesOutside, whatToDoOutside } from '../../stack/before-creation';
import { describeSearchFailure, listParts, searchOutsideState } from '../../stack/outside-state';
import type { StackSession } from '../../stack/stack-session';
import type { StackState } from '../../stack/terraform-state';
import type { Finding } from '../finding';

/** Types whose names are unique in the account or the region: a second one of the name cannot be created. platform: unique-names */
const uniquelyNamed = new Set([
  'tencentcloud_scf_function',
  'tencentcloud_cam_role',
  'tencentcloud_cam_policy',
  'tencentcloud_cls_logset',
  'tencentcloud_cls_alarm',
  'tencentcloud_cls_alarm_notice',
]);

const check = 'Outside the state';

/**
 * Looks for parts of the environment, and for their names, that are in the account but not in its state.
 *
 * Terraform lists the same kinds of resources, so a service that has an error makes a deployment fail.
 *
 * @throws {Error} with what could not be searched, if nothing was found
 */
export async function checkOutsideState(session: StackSession, state: StackState): Promise<readonly Finding[]> {
  const { parts, failure } = await searchOutsideState(session, state.ids);
  if (failure === undefined) return judgeOutside(session, state, parts);
  const isBroken = /\bInternalError\b/.test(failure);
  if (parts.length === 0 && !isBroken) throw new Error(failure);
  const found = describeSearchFailure(failure).replace(/\.$/, '');
  const broken = "Terraform calls the same services. Look at the vendor's status page, and run the command again.";
  return [
    ...(parts.length === 0 ? [] : judgeOutside(session, state, parts)),
    isBroken ? { check, state: 'failure', found, advice: broken } : { check, state: 'warning', found },
  ];
}

/** Judges parts that are outside of the state. */
export function judgeOutside(
  session: Pick<StackSession, 'stack' | 'settings' | 'env'>,
  state: StackState,
  parts: readonly AccountPart[],
): readonly Finding[] {
  const { stack } = session;
  const outside = inTheWay(parts);
  const inRecycleBin = parts.filter((part) => !outside.includes(part));
  const notes = inRecycleBin.map((part): Finding => ({ check, state: 'note', found: describePart(part) }));
  if (outside.length === 0) {
    return [{ check, state: 'ok', found: `the account has nothing else of ${stack.name}` }, ...notes];
  }
  const isTaken = ({ type, name }: AccountPart) =>
    name !== undefined &&
    uniquelyNamed.has(type) &&
    stack.resources.some((one) => one.type === type && Object.values(one.attributes).includes(name)) &&
    !state.attributesOf(type).some((attributes) => Object.values(attributes).includes(name));
  const fails = refusesOutside(session, state) || outside.some(isTaken);
  return [
    {
      check,
      state: fails ? 'failure' : 'warning',
      found: `parts of ${stack.name} are in the account, but not in its state`,
      advice: [
        listParts(outside),
        ...(fails ? ['A deployment would create them again, or fail.'] : []),
        ...whatToDoOutside(session, outside),
      ].join('\n'),
    },
    ...notes,
  ];
}
