import { rmSync } from 'node:fs';
import { presetNames } from '../../settings/environments';
import type { AccountPart } from '../account-parts/account-part';
import { inspectAccount } from '../sweep/inspect-account';
import { describeUnsettled, sweep } from '../sweep/sweep';
import { readSweepRequest } from '../sweep/sweep-request';
import { openState, planAndApply } from './change';
import { findOutsideState, importCommands, listParts } from './outside-state';
import { describeUse, findOtherUsers } from './shared-use';
import type { StackSession } from './stack-session';
import { refuseOtherAccount } from './state-account';
import { refuseOtherState } from './state-guard';
import { interruptedCode } from './step-end';
import { readState } from './terraform-state';

/**
 * `make destroy`: deletes an environment, and looks in the account for what is left of it. With `SWEEP=1` in the process environment, it
 * also deletes that.
 *
 * @returns the exit code
 */
export async function destroy(session: StackSession): Promise<number> {
  const { stack, env } = session;
  const isSweep = readSweepRequest(session, process.env);
  const before = await openState(session);
  if (typeof before === 'number') return before;
  refuseOtherState(session, before);
  await refuseOtherAccount(session, before);
  if (before.types.size === 0) return isSweep ? sweepWithoutState(session) : endWithoutState(session);
  const users = await findOtherUsers(session, before);
  if (users.length > 0) throw new Error(describeUse(session, users, 'Destroying it would break them.'));
  if (isSweep) {
    // Before Terraform deletes what they watch, which tells whose they are.
    const swept = await sweep(session, { known: before.ids, parts: 'watching' });
    if (swept !== 0) return swept;
  }
  const { code, changes } = await planAndApply(session, `Destroy ${stack.name}?`, ['-destroy']);
  if (changes === 'declined' || code === interruptedCode) return code;
  const after = await readState(stack.folder, env);
  if (isSweep) return sweepTheRest(session, after.ids, code);
  const { parts, failure } = await findOutsideState(session, after.ids);
  // Tags of what has just been deleted may still be listed for a while.
  const isListedLate = ({ id, functionId = id, name }: AccountPart) =>
    name === undefined && (before.ids.has(id) || before.ids.has(functionId));
  const left = parts.filter((part) => !isListedLate(part));
  if (left.length === 0) {
    if (code !== 0 || after.types.size > 0) return code;
    forgetPreview(session);
    console.log(
      failure === undefined
        ? `\nNothing is left of ${stack.name} in the account.`
        : '\nWhat was in the state is destroyed. Look in the console for what else the account has of it.',
    );
    return 0;
  }
  console.error(
    code === 0
      ? `\nTerraform has destroyed what was in the state, but these parts of ${stack.name} are still in the account:`
      : `\nThese parts of ${stack.name} are in the account, but not in its state. They may be what keeps others from being deleted:`,
  );
  console.error(`${listParts(left)}\n${await whatToDo(session, left)}`);
  return code || 1;
}

/** Without anything in the state, Terraform destroys nothing, whatever the account has. @returns the exit code */
async function endWithoutState(session: StackSession): Promise<number> {
  const nothing = nothingInState(session);
  const { parts, failure } = await findOutsideState(session, new Set());
  if (parts.length > 0) {
    const advice = await whatToDo(session, parts);
    console.error(`${nothing} These parts of it are in the account:\n${listParts(parts)}\n${advice}`);
    return 1;
  }
  if (failure !== undefined) {
    console.error(`${nothing} Look in the console for what the account has of it.`);
    return 1;
  }
  forgetPreview(session);
  console.log(`${nothing} Nothing of it was found in the account either, by tags and by names.`);
  return 0;
}

async function sweepWithoutState(session: StackSession): Promise<number> {
  console.log(nothingInState(session));
  return endOfSweep(session, await sweep(session));
}

/**
 * Sweeps what Terraform has left outside of the state. If Terraform has failed, something there may use what is in the state: the sweep
 * deletes that first, and Terraform tries again.
 *
 * @param known IDs that are still in the state
 * @param destroyed how Terraform ended
 */
async function sweepTheRest(session: StackSession, known: ReadonlySet<string>, destroyed: number): Promise<number> {
  const { stack, env } = session;
  if (destroyed === 0) return endOfSweep(session, await sweep(session, { known }));
  const swept = await sweep(session, { known, parts: 'users' });
  if (swept !== 0) return swept;
  const { code } = await planAndApply(session, `Destroy the rest of ${stack.name}?`, ['-destroy']);
  if (code !== 0) return code;
  const { ids } = await readState(stack.folder, env);
  return endOfSweep(session, await sweep(session, { known: ids }));
}

function endOfSweep(session: StackSession, code: number): number {
  if (code !== 0) return code;
  forgetPreview(session);
  console.log(`\nNothing is left of ${session.stack.name} in the account.`);
  return 0;
}

function nothingInState({ stack }: StackSession): string {
  return `There is nothing in the state of ${stack.name}, so Terraform has nothing to destroy.`;
}

/** Deletes the folder of a preview, which would be synthesized for ever. */
function forgetPreview({ settings, stack }: StackSession): void {
  if (!presetNames.includes(settings.name)) rmSync(stack.folder, { recursive: true });
}

async function whatToDo(session: StackSession, parts: readonly AccountPart[]): Promise<string> {
  const { settings, stack } = session;
  const commands = importCommands(stack, parts);
  // An import does not tell the provider to delete Redis for good, but the next deployment does. platform: redis-import
  const withTerraform =
    'Or take into the state what can be kept, and run make deploy before make destroy, so that Redis is deleted for good:';
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
