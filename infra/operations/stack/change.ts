import { askForApproval } from './approval';
import { forgetDeployment } from './deployment-record';
import { forgetInitialization, isInitialized, recordInitialization } from './initialization-record';
import { withPlanFile } from './plan-file';
import type { StackSession } from './stack-session';
import { refuseOtherAccount } from './state-account';
import { findDamage } from './state-files';
import { refuseOtherState } from './state-guard';
import { endOfChange, endWithoutChange } from './step-end';
import { readState, type StackState } from './terraform-state';

/** Exit code of `terraform plan -detailed-exitcode` if the plan has changes. */
const hasChanges = 2;

/** How a change of the account ended. */
export interface ChangeEnd {
  /** The command's exit code. */
  readonly code: number;
  /** `none`: Terraform planned no changes. `declined`: nobody approved them, or the plan failed or was interrupted. `tried`: Terraform applied them, and may have failed. */
  readonly changes: 'none' | 'declined' | 'tried';
}

/**
 * Plans changes of an account, has them approved, and applies them.
 *
 * @param planOptions such as `-destroy`
 * @param check throws if the plan in a file must not be applied
 */
export async function planAndApply(
  session: StackSession,
  question: string,
  planOptions: readonly string[] = [],
  check: (planFile: string) => Promise<void> = async () => {},
): Promise<ChangeEnd> {
  const { options, terraform } = session;
  return withPlanFile(async (file) => {
    const plan = ['plan', '-input=false', '-detailed-exitcode', ...planOptions, ...options.plan, `-out=${file}`];
    const planned = await terraform(...plan);
    if (planned.interrupted !== 'no' || ![0, hasChanges].includes(planned.code)) {
      forgetInitialization(session.stack.folder);
      return { code: await endWithoutChange(session, planned), changes: 'declined' };
    }
    if (planned.code === 0) return { code: 0, changes: 'none' };
    await check(file);
    if (!options.approved && !(await askForApproval(question))) {
      console.error('Not approved. Nothing was changed.');
      return { code: 1, changes: 'declined' };
    }
    forgetDeployment(session.stack.folder);
    const applied = await terraform('apply', '-input=false', ...options.apply, file);
    return { code: await endOfChange(session, applied), changes: 'tried' };
  });
}

/** Options of `terraform init` that leave its result as it is. */
const withoutEffect = /^-(no-color|lock)/;

/**
 * Prepares the folder of the stack, unless it is prepared.
 *
 * @returns the command's exit code, 0 if it can go on
 */
export async function initialize(session: StackSession): Promise<number> {
  const { stack, env, options } = session;
  const initialized = { folder: stack.folder, env };
  const isUsual = options.init.every((option) => withoutEffect.test(option));
  if (isUsual && isInitialized(initialized)) return 0;
  forgetInitialization(stack.folder);
  const code = await endWithoutChange(session, await session.terraform('init', '-input=false', ...options.init));
  if (code === 0 && isUsual) recordInitialization(initialized);
  return code;
}

/**
 * Prepares the folder of the stack, and reads its state.
 *
 * @throws {Error} if the state is damaged, or is that of another environment, region or account
 *
 * @returns the state, or the command's exit code if it cannot go on
 */
export async function openState(session: StackSession): Promise<StackState | number> {
  const damage = findDamage(session);
  if (damage !== undefined) throw new Error(`${damage.found}. Nothing was changed.\n${damage.advice}`);
  const state = await initializeAndRead(session);
  if (typeof state === 'number') return state;
  refuseOtherState(session, state);
  await refuseOtherAccount(session, state);
  return state;
}

/** If the state cannot be read, because the folder is not as it was when it was prepared, it prepares the folder again. */
async function initializeAndRead(session: StackSession): Promise<StackState | number> {
  const { stack, env } = session;
  const wasInitialized = isInitialized({ folder: stack.folder, env });
  const initialized = await initialize(session);
  if (initialized !== 0) return initialized;
  try {
    return await readState(stack.folder, env);
  } catch (error) {
    if (!wasInitialized) throw error;
    forgetInitialization(stack.folder);
    const again = await initialize(session);
    return again === 0 ? readState(stack.folder, env) : again;
  }
}
