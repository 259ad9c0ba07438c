import { describeRefusal, findBeforeCreation } from './before-creation';
import { openState, planAndApply } from './change';
import { recordDeployment } from './deployment-record';
import { forgetInitialization } from './initialization-record';
import { findOtherUsers, refuseDeletion } from './shared-use';
import type { StackSession } from './stack-session';
import { refuseLeavingNetwork } from './state-guard';
import { endWithoutChange } from './step-end';

/** `make deploy`: creates or changes an environment. @returns the exit code */
export async function deploy(session: StackSession): Promise<number> {
  const { stack, options, env, terraform } = session;
  const state = await openState(session);
  if (typeof state === 'number') return state;
  refuseLeavingNetwork(session, state);
  const outside = await findBeforeCreation(session, state);
  if (outside.length > 0) throw new Error(describeRefusal(session, outside));
  const check = async (file: string) => {
    const users = await findOtherUsers(session, state);
    if (users.length > 0) await refuseDeletion(session, users, file);
  };
  const question = `Deploy ${stack.name} with these changes?`;
  const { code, changes } = await planAndApply(session, question, [], check);
  const isWhole = !options.plan.some((option) => /^-(target|exclude|refresh-only)/.test(option));
  if (code === 0 && isWhole) {
    const left = changes === 'none' ? state : undefined;
    await recordDeployment({ folder: stack.folder, planOptions: options.plan, env }, left);
  }
  if (changes === 'none') {
    console.log(
      isWhole
        ? `\n${stack.name} is deployed as its settings say: nothing to do.\n`
        : `\nNothing to do for the part of ${stack.name} to which ARGS limits the plan.\n`,
    );
    await terraform('output');
  }
  return code;
}

/** `make diff`: shows what a deployment would change, and what it would refuse. @returns the exit code */
export async function diff(session: StackSession): Promise<number> {
  const { stack, options, terraform } = session;
  const state = await openState(session);
  if (typeof state === 'number') return state;
  refuseLeavingNetwork(session, state);
  const planned = await endWithoutChange(session, await terraform('plan', '-input=false', ...options.plan));
  if (planned !== 0) {
    forgetInitialization(stack.folder);
    return planned;
  }
  const outside = await findBeforeCreation(session, state);
  if (outside.length > 0) throw new Error(`\nmake deploy would refuse this. ${describeRefusal(session, outside)}`);
  return 0;
}
