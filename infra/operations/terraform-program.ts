import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** The program: Terraform, or OpenTofu by `TERRAFORM_BINARY_NAME`, the variable that cdktf reads too. */
export const terraformProgram = process.env.TERRAFORM_BINARY_NAME || 'terraform';

/**
 * The process environment in which Terraform runs without a question and without a warning: it does not look for newer
 * versions, and is not pointed to a settings file that does not exist.
 *
 * @param more variables to add
 */
export function terraformEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { TF_CLI_CONFIG_FILE: settings, ...env } = process.env;
  return {
    ...env,
    ...(settings !== undefined && existsSync(settings) && { TF_CLI_CONFIG_FILE: settings }),
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    ...more,
  };
}

/** Whether the program is on `PATH`. */
export function isTerraformInstalled(): boolean {
  try {
    execFileSync(terraformProgram, ['version'], { cwd: tmpdir(), env: terraformEnvironment(), stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
