import { askForApproval } from './approval';
import { withPlanFile } from './plan-file';
import type { StackSession } from './stack-session';
import { endOfChange, endWithoutChange } from './step-end';

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
      return { code: await endWithoutChange(session, planned), changes: 'declined' };
    }
    if (planned.code === 0) return { code: 0, changes: 'none' };
    await check(file);
    if (!options.approved && !(await askForApproval(question))) {
      console.error('Not approved. Nothing was changed.');
      return { code: 1, changes: 'declined' };
    }
    const applied = await terraform('apply', '-input=false', ...options.apply, file);
    return { code: await endOfChange(session, applied), changes: 'tried' };
  });
}

/** Prepares the folder of the stack. @returns the command's exit code, 0 if it can go on */
export async function initialize(session: StackSession): Promise<number> {
  return endWithoutChange(session, await session.terraform('init', '-input=false', ...session.options.init));
}
