import { type AccountPart, describePart } from '../account-parts/account-part';
import { askForApproval } from '../stack/approval';
import { listParts } from '../stack/outside-state';
import type { StackSession } from '../stack/stack-session';
import { findStateLock } from '../stack/state-lock';
import type { KeptPart } from './belonging';
import { deleteParts } from './delete-parts';
import { inspectAccount } from './inspect-account';

/** Exit code of a command that Ctrl-C ended. */
const interruptedCode = 130;

/** What a sweep takes. */
export interface SweepScope {
  /** IDs in the state, which are Terraform's to destroy. @default - the state is lost or empty */
  readonly known?: ReadonlySet<string>;
  /**
   * `users`: only what uses other parts and is used by none, such as a Redis instance, so that Terraform can then destroy what is used.
   * `watching`: only alarm policies on other parts, and their notices, which can be told to be the environment's as long as those are there.
   * Nothing else is looked at. @default - everything
   */
  readonly parts?: 'users' | 'watching';
}

/** Types of parts that others use, and that can only be deleted after those. */
const usedTypes = ['security_group', 'subnet', 'vpc', 'cls_alarm_notice', 'cls_topic', 'cls_logset', 'cam_policy'];

/** Types of parts that `watching` names. */
const watchingTypes = ['tencentcloud_monitor_alarm_notice', 'tencentcloud_monitor_alarm_policy'];

/**
 * Deletes what the account has of an environment and its state does not. It deletes nothing at all as long as something is unsettled: who
 * does not know whose one part is may be in the wrong account or have the wrong names, and half an environment helps nobody.
 *
 * @returns the exit code, 0 if nothing is left
 */
export async function sweep(session: StackSession, scope: SweepScope = {}): Promise<number> {
  const { settings, stack, options, env } = session;
  const command = `make destroy ENVIRONMENT=${settings.name} SWEEP=1`;
  const lock = await findStateLock(stack, env);
  if (lock !== undefined) {
    const who = `${lock.who ? ` by ${lock.who}` : ''}${lock.since ? ` since ${lock.since}` : ''}`;
    return refuse(`The state of ${stack.name} is locked${who}: a deployment may be under way. Nothing was swept.`);
  }
  const found = await inspectAccount(session);
  if ('failure' in found) {
    return refuse(`Nothing was swept, since not everything could be searched: ${found.failure}`);
  }
  const { own, ofOthers, unsettled } = found.belonging;
  const isPartial = scope.parts === 'watching';
  for (const line of isPartial ? [] : listKept(ofOthers)) console.error(`Left alone:${line}`);
  if (!isPartial && unsettled.length > 0) {
    return refuse(`${describeUnsettled(unsettled)}\nThen run ${command} again. Nothing was swept.`);
  }
  const parts = own.filter((part) => isInScope(part, scope));
  if (parts.length === 0) return 0;
  console.log(`\nThe account has these parts of ${stack.name}, which are deleted in this order:\n${listParts(parts)}`);
  if (!options.approved && !(await askForApproval(`Delete them, with all that is in them?`))) {
    return refuse('Not approved. Nothing was swept.');
  }
  const { end, left } = await deleteParts(found.config, parts);
  if (end !== 'done') {
    const begin = end === 'interrupted' ? '\nInterrupted. These' : '\nThese';
    console.error(`${begin} parts of ${stack.name} are left:\n${listParts(left)}\n${command} goes on.`);
    return end === 'interrupted' ? interruptedCode : 1;
  }
  return isPartial ? 0 : lookAgain(session, parts, scope);
}

function isInScope({ type, id, functionId = id }: AccountPart, { known, parts }: SweepScope): boolean {
  if (known?.has(id) || known?.has(functionId)) return false;
  if (parts === 'watching') return watchingTypes.includes(type);
  return parts !== 'users' || !usedTypes.includes(type.replace('tencentcloud_', ''));
}

/** Looks whether something is left, or has been created in the meantime. @param deleted what the sweep has deleted */
async function lookAgain(session: StackSession, deleted: readonly AccountPart[], scope: SweepScope): Promise<number> {
  const found = await inspectAccount(session);
  if ('failure' in found) return refuse(`The account could not be searched again: ${found.failure}`);
  const { own, unsettled } = found.belonging;
  // Tags of what has just been deleted may still be listed for a while.
  const isListedLate = ({ id, name }: AccountPart) => name === undefined && deleted.some((one) => one.id === id);
  const left = [...own, ...unsettled.map(({ part }) => part)].filter(
    (part) => isInScope(part, scope) && !isListedLate(part),
  );
  if (left.length === 0) return 0;
  return refuse(`These parts of ${session.stack.name} are still in the account, or new there:\n${listParts(left)}`);
}

/** Says what has to be settled before a sweep, a part in a line, and how. */
export function describeUnsettled(unsettled: readonly KeptPart[]): string {
  return [
    'It is not certain that these parts belong to this environment alone:',
    ...listKept(unsettled),
    'Delete those of this environment in the console, or give them its tags application and environment. Ask the owners of the ' +
      'others to move them out of the VPC, or to give them tags application and environment of their own.',
  ].join('\n');
}

function listKept(kept: readonly KeptPart[]): string[] {
  return kept.map(({ part, reason }) => `  ${describePart({ ...part, hasOnlyName: false })} ${reason}`);
}

function refuse(message: string): number {
  console.error(`\n${message}`);
  return 1;
}
