import type { AccountPart } from '../account-parts/account-part';
import { inspectAccount } from '../sweep/inspect-account';
import { describeUnsettled } from '../sweep/sweep';
import { importCommands } from './outside-state';
import type { StackSession } from './stack-session';

/** Says what to do about parts that are left in the account when an environment was destroyed, a sentence or a command in a line. */
export async function whatToDo(session: StackSession, parts: readonly AccountPart[]): Promise<string> {
  const { settings, stack } = session;
  const commands = importCommands(stack, parts);
  // An import does not tell the provider to delete Redis for good, but the next deployment does. platform: redis-import
  const isWithRedis = parts.some(({ type }) => type === 'tencentcloud_redis_instance');
  const withTerraform = isWithRedis
    ? 'Or take into the state what can be kept, and run make deploy before make destroy, so that Redis is deleted for good:'
    : 'Or take into the state what can be kept, and run make destroy again:';
  const advice = (await adviseSweep(session)) ?? adviseConsole(session, parts);
  return commands === '' || !settings.deletable ? advice : [advice, withTerraform, commands].join('\n');
}

/** @returns what a sweep would do. @default - it would do nothing */
async function adviseSweep(session: StackSession): Promise<string | undefined> {
  const { settings } = session;
  const found = await inspectAccount(session);
  if (!settings.deletable || 'failure' in found) return undefined;
  const command = `make destroy ENVIRONMENT=${settings.name} SWEEP=1`;
  const { unsettled } = found.belonging;
  return unsettled.length === 0
    ? `To delete them in this order: ${command}`
    : `${describeUnsettled(unsettled)}\nThen ${command} deletes the rest, in this order.`;
}

function adviseConsole({ settings, stack }: StackSession, parts: readonly AccountPart[]): string {
  const hasRedis = stack.resources.some(({ type }) => type === 'tencentcloud_redis_instance');
  const isCertain = !parts.some(({ hasOnlyName }) => hasOnlyName);
  return [
    `Delete ${isCertain ? 'them' : 'those that are yours'} in the console in this order.`,
    ...(hasRedis ? ['A Redis instance keeps its subnet until it is deleted from the recycle bin, too.'] : []),
    `Then run make destroy ENVIRONMENT=${settings.name} again.`,
  ].join(' ');
}
