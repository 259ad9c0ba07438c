import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The program: Terraform, or OpenTofu by the variable that cdktf knows too. */
const binary = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';

/** An environment in which Terraform asks nobody for newer versions, and takes no offence at a missing settings file. */
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

/** What Terraform said, and how it ended. */
export interface TerraformResult {
  readonly code: number;
  /** Standard output and standard error. */
  readonly printed: string;
}

/** Runs Terraform without questions and colours. */
export async function terraform(
  folder: string,
  args: readonly string[],
  env = terraformEnvironment(),
): Promise<TerraformResult> {
  const options = { cwd: folder, env, maxBuffer: 1e8 };
  const result = run(binary, [...args, '-no-color'], options).then(
    ({ stdout, stderr }) => ({ code: 0, printed: `${stdout}${stderr}` }),
    (error: { code?: number; stdout: string; stderr: string }) => {
      if (typeof error.code !== 'number') throw error;
      return { code: error.code, printed: `${error.stdout}${error.stderr}` };
    },
  );
  return result;
}

/** Whether Terraform is on PATH. */
export const hasTerraform = succeeds(['version'], tmpdir());

/** A folder into which `terraform init` got the providers; `undefined` where it does not find them. */
export function folderWithProviders(required: Readonly<Record<string, object>>): string | undefined {
  if (!hasTerraform) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'providers-'));
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ terraform: { required_providers: required } }));
  if (succeeds(['init', '-input=false'], folder)) return folder;
  rmSync(folder, { recursive: true });
  return undefined;
}

function succeeds(args: readonly string[], cwd: string): boolean {
  try {
    execFileSync(binary, args, { cwd, env: terraformEnvironment(), stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
