import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isTerraformInstalled, terraformEnvironment, terraformProgram } from '../../infra/operations/terraform-program';

const run = promisify(execFile);

/** The result of a Terraform command. */
export interface TerraformResult {
  readonly code: number;
  /** Standard output and standard error. */
  readonly printed: string;
}

/** Runs a Terraform command without colours. */
export async function terraform(
  folder: string,
  args: readonly string[],
  env = terraformEnvironment(),
  program = terraformProgram,
): Promise<TerraformResult> {
  const options = { cwd: folder, env, maxBuffer: 1e8 };
  const result = run(program, [...args, '-no-color'], options).then(
    ({ stdout, stderr }) => ({ code: 0, printed: `${stdout}${stderr}` }),
    (error: { code?: number; stdout: string; stderr: string }) => {
      if (typeof error.code !== 'number') throw error;
      return { code: error.code, printed: `${error.stdout}${error.stderr}` };
    },
  );
  return result;
}

/** Whether Terraform (or OpenTofu) is installed. */
export const hasTerraform = isTerraformInstalled();

/** Runs `terraform init` in a temporary folder and returns the folder; `undefined` if the providers are not found. */
export function folderWithProviders(required: Readonly<Record<string, object>>): string | undefined {
  if (!hasTerraform) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'providers-'));
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ terraform: { required_providers: required } }));
  if (succeeds(['init', '-input=false'], folder)) return folder;
  rmSync(folder, { recursive: true });
  return undefined;
}

/** Deletes a folder that `folderWithProviders` returned. */
export function removeFolderWithProviders(folder: string | undefined): void {
  if (folder !== undefined) rmSync(folder, { recursive: true });
}

function succeeds(args: readonly string[], cwd: string): boolean {
  try {
    execFileSync(terraformProgram, args, { cwd, env: terraformEnvironment(), stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
