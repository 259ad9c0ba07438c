import type { TerraformEnd } from '../run-terraform';
import { terraformProgram } from '../terraform-program';
import { findOutsideState, listParts } from './outside-state';
import type { StackSession } from './stack-session';
import { findCosLock } from './state-lock';
import { readState } from './terraform-state';

/** Exit code of a command that Ctrl-C ended. */
export const interruptedCode = 130;

/**
 * Says what the end of `terraform init` or `terraform plan` means if it has failed or was interrupted, also if it had finished
 * nevertheless.
 *
 * @returns the command's exit code, 0 if it can go on
 */
export async function endWithoutChange(session: StackSession, end: TerraformEnd): Promise<number> {
  if (end.code === 0 && end.interrupted === 'no') return 0;
  if (end.interrupted !== 'no') console.error('\nInterrupted. Nothing was changed.');
  await sayHowToUnlock(session);
  return end.interrupted === 'no' ? end.code : interruptedCode;
}

/** Says what the end of `terraform apply` means if it was interrupted, and how to go on. @returns the command's exit code */
export async function endOfChange(session: StackSession, end: TerraformEnd): Promise<number> {
  if (end.interrupted === 'no') return end.code;
  const environment = `ENVIRONMENT=${session.settings.name}`;
  if (end.interrupted === 'finished') {
    console.error(
      `\nInterrupted. Terraform has finished what it had begun and stored the state: make deploy ${environment} goes on, ` +
        `make destroy ${environment} deletes what there is.`,
    );
    return interruptedCode;
  }
  console.error(
    '\nInterrupted. Terraform ended before it had finished, so the account may have parts that the state does not have.',
  );
  await sayHowToUnlock(session);
  const known = await readState(session.stack.folder, session.env).then(
    ({ ids }) => ids,
    () => new Set<string>(),
  );
  const { parts } = await findOutsideState(session, known);
  console.error(
    parts.length === 0
      ? `None was found so far. make deploy ${environment} and make destroy ${environment} will look again.`
      : `These were found:\n${listParts(parts)}\nWhat to do: make deploy ${environment} says how to keep them, ` +
          `make destroy ${environment} SWEEP=1 deletes them.`,
  );
  return interruptedCode;
}

async function sayHowToUnlock(session: StackSession): Promise<void> {
  const { stack, env } = session;
  if (!stack.stateInCos) return;
  const lock = await findCosLock(stack.folder, env);
  if (lock === undefined) {
    const { describeUnlocking, findLockTag } = await import('./state-lock-tag');
    // What the API refuses has nothing to do with why Terraform has failed.
    const tag = await findLockTag(session).catch(() => undefined);
    if (tag !== undefined) console.error(`A tag locks the state. Once nobody else uses it: ${describeUnlocking(tag)}`);
    return;
  }
  console.error(
    `The state is still locked. Once nobody else uses it: ${terraformProgram} -chdir=${stack.folder} force-unlock ${lock.id}`,
  );
}
