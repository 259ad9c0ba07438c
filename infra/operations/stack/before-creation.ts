import type { AccountPart } from '../account-parts/account-part';
import { adviceAboutKeys, findRefusedKeys } from '../refused-keys';
import { importCommands, listParts, searchOutsideState, warnOfSearch } from './outside-state';
import type { StackSession } from './stack-session';
import { adviseBackup } from './state-files';
import type { StackState } from './terraform-state';

const redis = 'tencentcloud_redis_instance';

/** Whether a deployment would create all parts, or a Redis instance, and so refuses to if some are outside of the state. */
export function refusesOutside({ stack }: Pick<StackSession, 'stack'>, { types }: StackState): boolean {
  return types.size === 0 || (!types.has(redis) && stack.resources.some(({ type }) => type === redis));
}

/**
 * Looks for parts that a deployment would create although they exist: all of them, or a Redis instance. If not everything could be
 * searched, prints a warning of one line.
 *
 * @throws {Error} if the API refuses the credentials, as it would refuse them to Terraform
 */
export async function findBeforeCreation(
  session: Pick<StackSession, 'settings' | 'stack' | 'env'>,
  state: StackState,
): Promise<readonly AccountPart[]> {
  if (!refusesOutside(session, state)) return [];
  const found = await searchOutsideState(session, state.ids);
  const refused = findRefusedKeys(found.failure ?? '');
  if (refused !== undefined) {
    throw new Error(`The API refuses the credentials with ${refused.reason}. ${adviceAboutKeys(refused.code)}`);
  }
  warnOfSearch(found);
  return inTheWay(found.parts);
}

/** Leaves out what is in the recycle bin: it cannot be imported, and does not stand in the way of another one. */
export function inTheWay(parts: readonly AccountPart[]): readonly AccountPart[] {
  return parts.filter(({ isInRecycleBin }) => !isInRecycleBin);
}

/** Says why a deployment is refused, and what to do. */
export function describeRefusal(session: StackSession, outside: readonly AccountPart[]): string {
  return [
    `These parts of ${session.stack.name} are in the account, but not in its state:`,
    listParts(outside),
    'A deployment would create them again, or fail.',
    ...whatToDoOutside(session, outside),
  ].join('\n');
}

/** Says what to do about parts that are in the account, but not in the state, a sentence or a command in a line. */
export function whatToDoOutside(
  session: Pick<StackSession, 'stack' | 'settings' | 'env'>,
  outside: readonly AccountPart[],
): string[] {
  const { stack, settings } = session;
  const commands = importCommands(stack, outside);
  const others = outside.some(({ hasOnlyName }) => hasOnlyName)
    ? [
        "If something is somebody else's, leave it alone, and change the names of the environment " +
          `${settings.name} in infra/settings/own-presets.ts.`,
      ]
    : [];
  return [
    ...others,
    ...adviseBackup(session, outside),
    settings.deletable
      ? `What an interrupted or lost deployment has left: make destroy ENVIRONMENT=${settings.name} SWEEP=1 deletes it.`
      : 'What an interrupted or lost deployment has left: delete it in the console.',
    ...(commands === '' ? [] : ['These commands take into the state what can be kept instead:', commands]),
  ];
}
