import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { terraformProgram } from './terraform-program';

/** A Terraform command that a person watches. */
export interface TerraformCommand {
  /** Folder of the stack, such as `cdktf.out/stacks/sms-verification-dev`. */
  readonly folder: string;
  readonly args: readonly string[];
  /** Process environment, as `terraformEnvironment` returns it. */
  readonly env: NodeJS.ProcessEnv;
}

/** How a Terraform command ended. */
export interface TerraformEnd {
  /** Exit code; 128 plus the signal's number if a signal ended Terraform. */
  readonly code: number;
  /**
   * `no`: nobody interrupted it. `finished`: it was interrupted, finished what it had begun and stored the state. `at-once`: it was
   * interrupted twice or killed, and ended without waiting, so the account may have resources that the state does not have.
   */
  readonly interrupted: 'no' | 'finished' | 'at-once';
}

/** Ctrl-C, what `kill` and CI send, and what a terminal sends when it closes. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs Terraform with the standard input and output of this process.
 *
 * The first Ctrl-C, SIGTERM or SIGHUP lets Terraform finish what it has begun: it takes one SIGINT as this request. The second one
 * makes it end at once, and the third one kills it. This process ignores the signals itself until Terraform has ended. A caller
 * that is started by other programs has to be started without a wrapper that ends before it, such as the command `tsx`: use
 * `exec node`.
 *
 * platform: terraform-two-interrupts
 *
 * @throws {Error} if Terraform cannot be started
 */
export async function runTerraform({ folder, args, env }: TerraformCommand): Promise<TerraformEnd> {
  // In a session of its own, Terraform does not get what a terminal sends to the whole process group, so each signal reaches it
  // exactly once, from here.
  const child = spawn(terraformProgram, args, { cwd: folder, env, stdio: 'inherit', detached: true });
  let interrupts = 0;
  const onSignal = () => {
    interrupts += 1;
    child.kill(interrupts > 2 ? 'SIGKILL' : 'SIGINT');
  };
  for (const signal of stopSignals) process.on(signal, onSignal);
  try {
    const { code, signal } = await endOf(child);
    if (signal !== null) return { code: 128 + constants.signals[signal], interrupted: 'at-once' };
    return { code: code ?? 1, interrupted: interrupts === 0 ? 'no' : interrupts === 1 ? 'finished' : 'at-once' };
  } finally {
    for (const signal of stopSignals) process.off(signal, onSignal);
  }
}

async function endOf(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${terraformProgram} cannot be started.`, { cause })));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}
