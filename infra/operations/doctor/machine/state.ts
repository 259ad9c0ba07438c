import { setTimeout as sleep } from 'node:timers/promises';
import { presetNames } from '../../../settings/environments';
import type { StackSession } from '../../stack/stack-session';
import { refuseOtherAccount } from '../../stack/state-account';
import { refuseOtherState } from '../../stack/state-guard';
import { findStateLock, type StateLock } from '../../stack/state-lock';
import { describeUnlocking, findLockTag, type LockTag } from '../../stack/state-lock-tag';
import { readState, type StackState } from '../../stack/terraform-state';
import { terraformProgram } from '../../terraform-program';
import type { Finding } from '../finding';
import { splitMessage } from '../split-message';

/** The state of an environment. */
export interface ExaminedState {
  readonly findings: readonly Finding[];
  /** @default - it cannot be read, or is another environment's or account's */
  readonly state: StackState | undefined;
}

const check = 'State';

/** Reads the state, and checks whose it is. `terraform init` was run before. */
export async function checkState(session: StackSession): Promise<ExaminedState> {
  const { stack, env } = session;
  let state: StackState;
  try {
    state = await readState(stack.folder, env);
  } catch (error) {
    const found = `${stack.stateLocation}: ${(error as Error).message.replaceAll(/\s+/g, ' ').trim()}`;
    const advice =
      'Restore the state from a backup or an older version. A deployment without it would create everything again.';
    return { findings: [{ check, state: 'failure', found, advice }], state: undefined };
  }
  try {
    refuseOtherState(session, state);
    await refuseOtherAccount(session, state);
  } catch (error) {
    return {
      findings: [{ check, state: 'failure', ...splitMessage((error as Error).message) }],
      state: undefined,
    };
  }
  return { findings: [describeState(session, state)], state };
}

function describeState({ settings, stack }: StackSession, { types }: StackState): Finding {
  const found = `${stack.stateLocation}, ${types.size === 0 ? 'empty: nothing is deployed' : 'with what is deployed'}`;
  const shared = ['staging', 'prod'].filter((name) => presetNames.includes(name));
  if (stack.stateInCos || !shared.includes(settings.name)) return { check, state: 'ok', found };
  return {
    check,
    state: 'note',
    found,
    advice: 'It is on this machine only. For more people, and for CI, keep it in COS: see "State" in docs/deploy.md.',
  };
}

/** Checks that nobody holds the state's lock, and that it can be taken. */
export async function checkStateLock(session: StackSession): Promise<readonly Finding[]> {
  const { stack, env } = session;
  const lock = await findStateLock(stack, env);
  if (lock !== undefined) return [judgeLock(stack, lock)];
  const tag = await findStayingTag(session);
  if (tag === undefined) return [{ check: 'State lock', state: 'ok', found: 'free' }];
  const found = 'cannot be taken: a tag of the account locks the state, as if somebody were taking the lock';
  const advice = `If a Terraform was killed, and nobody else uses the state, delete the tag:\n  ${describeUnlocking(tag)}`;
  return [{ check: 'State lock', state: 'failure', found, advice }];
}

/** A tag that is still there after a moment, in which somebody who takes the lock has taken it. */
async function findStayingTag(session: StackSession): Promise<LockTag | undefined> {
  if ((await findLockTag(session)) === undefined) return undefined;
  await sleep(2000);
  return findLockTag(session);
}

/** Judges a lock that is held. */
export function judgeLock(
  { folder, stateInCos, stateLocation }: Pick<StackSession['stack'], 'folder' | 'stateInCos' | 'stateLocation'>,
  { id, who, since }: StateLock,
): Finding {
  const found = `held${who === undefined ? '' : ` by ${who}`}${since === undefined ? '' : ` since ${since}`}`;
  const advice = stateInCos
    ? [
        'Wait until the other deployment has ended. If it was killed, and nobody else uses the state, release the lock:',
        `  ${terraformProgram} -chdir=${folder} force-unlock ${id}`,
      ]
    : [
        'Wait until the other deployment has ended: the lock ends with its process. This shows the process:',
        `  fuser -v ${stateLocation}`,
      ];
  return { check: 'State lock', state: 'failure', found, advice: advice.join('\n') };
}
