import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/**
 * The command that runs Terraform. `TERRAFORM_BINARY_NAME`, which cdktf reads too, replaces it, such as by `tofu`.
 * platform: cdktf-cli-environment
 */
export const terraformProgram = process.env.TERRAFORM_BINARY_NAME || 'terraform';

/**
 * The process environment for Terraform. It turns off prompts and the check for new versions, and removes the path of a CLI
 * configuration file that does not exist, which would cause a warning.
 *
 * @param extra variables to add
 */
export function terraformEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { TF_CLI_CONFIG_FILE: configFile, ...env } = process.env;
  return {
    ...env,
    ...(configFile !== undefined && existsSync(configFile) && { TF_CLI_CONFIG_FILE: configFile }),
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    ...extra,
  };
}

/** Whether Terraform, or another program in its place, can be run. */
export function isTerraformInstalled(program = terraformProgram): boolean {
  try {
    execFileSync(program, ['version'], { cwd: tmpdir(), env: terraformEnvironment(), stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
