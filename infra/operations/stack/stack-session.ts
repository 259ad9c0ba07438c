import type { EnvironmentSettings } from '../../settings/environment-schema';
import { runTerraform, type TerraformEnd } from '../run-terraform';
import { terraformEnvironment } from '../terraform-program';
import { missingVariables } from './missing-variables';
import type { StackOptions } from './stack-options';
import { synthesizeChanges } from './synthesize';
import { readSynthesizedStack, type SynthesizedStack } from './synthesized-stack';

/** A synthesized stack in whose folder Terraform runs. */
export interface StackSession {
  readonly settings: EnvironmentSettings;
  readonly stack: SynthesizedStack;
  readonly options: StackOptions;
  /** Process environment for Terraform. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs a Terraform command that a person watches. */
  readonly terraform: (...args: readonly string[]) => Promise<TerraformEnd>;
}

/**
 * Synthesizes an environment's stack for a command that needs its variables.
 *
 * @param synthesisEnv process environment for the synthesis. @default - that of this process
 * @throws {Error} if the synthesis fails, or with a line for each Terraform variable that has no value
 */
export async function openStackSession(
  settings: EnvironmentSettings,
  options: StackOptions,
  synthesisEnv = process.env,
): Promise<StackSession> {
  const session = await synthesizeSession(settings, options, synthesisEnv);
  const missing = missingVariables(session.stack, options.plan, process.env);
  if (missing.length > 0) {
    throw new Error(missing.map(({ name, remedy }) => `${name} is not set: ${remedy}`).join('\n'));
  }
  return session;
}

/**
 * Synthesizes an environment's stack.
 *
 * @param synthesisEnv process environment for the synthesis. @default - that of this process
 * @throws {Error} if the synthesis fails
 */
export async function synthesizeSession(
  settings: EnvironmentSettings,
  options: StackOptions,
  synthesisEnv = process.env,
): Promise<StackSession> {
  await synthesizeChanges(options.outputFolder, synthesisEnv);
  const stack = readSynthesizedStack(options.outputFolder, settings.name);
  const env = terraformEnvironment();
  const plain = process.stdout.isTTY && !process.env.NO_COLOR ? [] : ['-no-color'];
  const terraform = ([command = '', ...args]: readonly string[]) =>
    runTerraform({ folder: stack.folder, args: [command, ...plain, ...args], env });
  return { settings, stack, options, env, terraform: (...args) => terraform(args) };
}
