import { missingVariables } from '../../stack/missing-variables';
import type { StackSession } from '../../stack/stack-session';
import { readVariables } from '../../stack/variable-values';
import type { Finding } from '../finding';

/** The Terraform variables of an environment. */
export interface ExaminedVariables {
  readonly findings: readonly Finding[];
  /** Values of variables that are not sensitive, by name. */
  readonly values: ReadonlyMap<string, string>;
}

const check = 'Terraform variables';

/** Checks that each variable has a value that the stack takes, and reads the values. @throws {Error} if Terraform cannot be run */
export async function examineVariables(session: StackSession): Promise<ExaminedVariables> {
  const { stack, options, env } = session;
  const missing = missingVariables(stack, options.plan, env);
  const missingNames = missing.map(({ name }) => name);
  const { values, problems } = await readVariables({ stack, missing: missingNames, planOptions: options.plan, env });
  const findings: readonly Finding[] = [
    ...missing.map(({ name, remedy }): Finding => {
      return { check, state: 'failure', found: `${name} is not set`, advice: `Set it: ${remedy}.` };
    }),
    ...problems.map((problem): Finding => {
      return { check, state: 'failure', found: problem.replace(/\.$/, ''), advice: 'Set another value.' };
    }),
  ];
  if (findings.length > 0) return { findings, values };
  return { findings: [{ check, state: 'ok', found: 'all have values that the stack takes' }], values };
}
