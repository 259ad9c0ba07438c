import type { AccountPart } from '../account-parts/account-part';
import { initialize, planAndApply } from './change';
import { findOutsideState, importCommands, listParts } from './outside-state';
import type { StackSession } from './stack-session';
import { refuseOtherState } from './state-guard';
import { endWithoutChange } from './step-end';
import { readState, type StackState } from './terraform-state';

/** `make deploy`: creates or changes an environment. @returns the exit code */
export async function deploy(session: StackSession): Promise<number> {
  const { stack, env, terraform } = session;
  const initialized = await initialize(session);
  if (initialized !== 0) return initialized;
  const state = await readState(stack.folder, env);
  refuseOtherState(session, state);
  const outside = await findBeforeCreation(session, state);
  if (outside.length > 0) throw new Error(refusal(session, outside));
  const { code, changes } = await planAndApply(session, `Deploy ${stack.name} with these changes?`);
  if (changes === 'none') {
    const isPartial = session.options.plan.some((option) => option.startsWith('-target'));
    console.log(
      isPartial
        ? `\nNothing of ${stack.name} that -target names differs from its settings.\n`
        : `\n${stack.name} is deployed as its settings say: nothing to do.\n`,
    );
    await terraform('output');
  }
  return code;
}

/** `make diff`: shows what a deployment would change, and what it would refuse. @returns the exit code */
export async function diff(session: StackSession): Promise<number> {
  const { stack, env, options, terraform } = session;
  const initialized = await initialize(session);
  if (initialized !== 0) return initialized;
  const state = await readState(stack.folder, env);
  refuseOtherState(session, state);
  const planned = await endWithoutChange(session, await terraform('plan', '-input=false', ...options.plan));
  if (planned !== 0) return planned;
  const outside = await findBeforeCreation(session, state);
  if (outside.length > 0) throw new Error(`\nmake deploy would refuse this. ${refusal(session, outside)}`);
  return 0;
}

/** Looks for parts that a deployment would create although they exist: all of them, or a Redis instance. */
async function findBeforeCreation(session: StackSession, { types, ids }: StackState): Promise<readonly AccountPart[]> {
  const redis = 'tencentcloud_redis_instance';
  const createsRedis = !types.has(redis) && session.stack.resources.some(({ type }) => type === redis);
  if (types.size > 0 && !createsRedis) return [];
  const { parts } = await findOutsideState(session, ids);
  // What is in the recycle bin cannot be imported, and does not stand in the way of another one.
  return parts.filter(({ isInRecycleBin }) => !isInRecycleBin);
}

function refusal({ stack, settings }: StackSession, outside: readonly AccountPart[]): string {
  const commands = importCommands(stack, outside);
  const others = outside.some(({ hasOnlyName }) => hasOnlyName)
    ? [
        "If something is somebody else's, leave it alone, and change the names of the environment " +
          `${settings.name} in infra/settings/environments.ts.`,
      ]
    : [];
  return [
    `These parts of ${stack.name} are in the account, but not in its state:`,
    listParts(outside),
    'A deployment would create them again, or fail.',
    ...others,
    'What an interrupted or lost deployment has left: delete it in the console.',
    ...(commands === '' ? [] : ['These commands take into the state what can be kept instead:', commands]),
  ].join('\n');
}
