import { spawn } from 'node:child_process';
import { terraformProgram } from '../terraform-program';

/** What a Terraform command printed, without colours. */
export interface CapturedTerraform {
  /** Exit code; 1 if a signal ended Terraform. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CaptureOptions {
  /** Folder in which Terraform runs. */
  readonly folder: string;
  /** Process environment, as `terraformEnvironment` returns it. */
  readonly env: NodeJS.ProcessEnv;
  /** Text for the standard input. @default '' */
  readonly input?: string;
}

/**
 * Removes the options that the process environment has for every command of Terraform: they are meant for plans and deployments, and
 * commands that take none of them fail.
 */
export function withoutGeneralOptions({ TF_CLI_ARGS: _, ...env }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env;
}

/**
 * Runs a Terraform command that reads only, and captures what it prints.
 *
 * @throws {Error} if Terraform cannot be started
 */
export async function captureTerraform(
  args: readonly string[],
  { folder, env, input = '' }: CaptureOptions,
): Promise<CapturedTerraform> {
  const child = spawn(terraformProgram, args, { cwd: folder, env, stdio: 'pipe' });
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
    });
  }
  // One that is still running when this process ends was given up.
  const kill = () => child.kill();
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
  // A command that does not read its input closes it.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${terraformProgram} cannot be started.`, { cause })));
    child.once('close', (code) => resolve({ code: code ?? 1, ...printed }));
  });
}
