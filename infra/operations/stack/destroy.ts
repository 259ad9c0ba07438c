import { rmSync } from 'node:fs';
import { presetNames } from '../../settings/environments';
import type { AccountPart } from '../account-parts/account-part';
import { sweep } from '../sweep/sweep';
import { readSweepRequest } from '../sweep/sweep-request';
import { openState, planAndApply } from './change';
import { whatToDo } from './left-parts';
import { findOutsideState, listParts } from './outside-state';
import { describeUse, findOtherUsers } from './shared-use';
import type { StackSession } from './stack-session';
import { adviseBackup, deleteStateFiles, describeKeptBackup } from './state-files';
import { interruptedCode } from './step-end';
import { readState, type StackState } from './terraform-state';

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
  if (isSweep) return sweepTheRest(session, after, code);
  const { parts, failure } = await findOutsideState(session, after.ids);
  // Tags of what has just been deleted may still be listed for a while.
  const isListedLate = ({ id, functionId = id, name }: AccountPart) =>
    name === undefined && (before.ids.has(id) || before.ids.has(functionId));
  const left = parts.filter((part) => !isListedLate(part));
  if (left.length === 0) {
    if (code !== 0 || after.types.size > 0) return code;
    if (failure === undefined) return endOfEverything(session, after);
    const message = 'What was in the state is destroyed. Look in the console for what else the account has of it.';
    return end(session, `\n${message} ${describeKeptBackup(session)}`);
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
    const advice = [...adviseBackup(session, parts), await whatToDo(session, parts)].join('\n');
    console.error(`${nothing} These parts of it are in the account:\n${listParts(parts)}\n${advice}`);
    return 1;
  }
  if (failure !== undefined) {
    console.error(`${nothing} Look in the console for what the account has of it.`);
    return 1;
  }
  const message = `${nothing} Nothing of it was found in the account either, by tags and by names.`;
  return end(session, `${message} ${describeKeptBackup(session)}`);
}

async function sweepWithoutState(session: StackSession): Promise<number> {
  console.log(nothingInState(session));
  const code = await sweep(session);
  if (code !== 0) return code;
  return end(session, `\nNothing is left of ${session.stack.name} in the account. ${describeKeptBackup(session)}`);
}

/**
 * Sweeps what Terraform has left outside of the state. If Terraform has failed, something there may use what is in the state: the sweep
 * deletes that first, and Terraform tries again.
 *
 * @param after the state when Terraform had ended
 * @param destroyed how Terraform ended
 */
async function sweepTheRest(session: StackSession, after: StackState, destroyed: number): Promise<number> {
  const { stack, env } = session;
  if (destroyed === 0) return (await sweep(session, { known: after.ids })) || endOfEverything(session, after);
  const swept = await sweep(session, { known: after.ids, parts: 'users' });
  if (swept !== 0) return swept;
  const { code } = await planAndApply(session, `Destroy the rest of ${stack.name}?`, ['-destroy']);
  if (code !== 0) return code;
  const last = await readState(stack.folder, env);
  return (await sweep(session, { known: last.ids })) || endOfEverything(session, last);
}

/** Ends after Terraform has destroyed what was in the state, and nothing else was found. @returns the exit code */
function endOfEverything(session: StackSession, after: StackState): number {
  const deleted = deleteStateFiles(session, after)
    ? 'Its state and the backup, which held secrets, are deleted, too.'
    : '';
  return end(session, `\nNothing is left of ${session.stack.name} in the account. ${deleted}`);
}

/** Prints how the command ended well. @returns the exit code */
function end(session: StackSession, message: string): number {
  forgetPreview(session);
  console.log(message.trimEnd());
  return 0;
}

function nothingInState({ stack }: StackSession): string {
  return `There is nothing in the state of ${stack.name}, so Terraform has nothing to destroy.`;
}

/** Deletes the folder of a preview, which would be synthesized for ever. */
function forgetPreview({ settings, stack }: StackSession): void {
  if (!presetNames.includes(settings.name)) rmSync(stack.folder, { recursive: true });
}
