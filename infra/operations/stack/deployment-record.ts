import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { automaticVariableFiles } from './missing-variables';
import { readState, type StackState } from './terraform-state';

/** A synthesized stack, with what Terraform gets for its variables. */
export interface ConfiguredStack {
  readonly folder: string;
  /** Options of `terraform plan`, of which `-var` and `-var-file` count. */
  readonly planOptions: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** In the folder of what `terraform init` writes, which belongs to one account and one state. */
const recordFile = (folder: string) => join(folder, '.terraform', 'deployed');

/**
 * Records that the whole stack was deployed with these settings and these values of its variables, and which state that has left. It does
 * not without `.terraform`, nor if the state cannot be read.
 *
 * @param left the state that was left. @default - it is read
 */
export async function recordDeployment(stack: ConfiguredStack, left?: StackState): Promise<void> {
  if (!existsSync(join(stack.folder, '.terraform'))) return;
  // A file that exists would keep its mode. Nobody else needs a hash of secrets.
  forgetDeployment(stack.folder);
  const key = await deploymentKey(stack, left).catch(() => undefined);
  if (key !== undefined) writeFileSync(recordFile(stack.folder), key, { mode: 0o600 });
}

/** Forgets the last deployment, as the next one or a destruction begins, which may end half-way. */
export function forgetDeployment(folder: string): void {
  rmSync(recordFile(folder), { force: true });
}

/**
 * Whether the last deployment from this folder was of these settings and these values, and the state is still the one that it has left:
 * others may deploy, too.
 *
 * @throws {Error} if the state cannot be read
 */
export async function isDeployed(stack: ConfiguredStack): Promise<boolean> {
  const file = recordFile(stack.folder);
  return existsSync(file) && readFileSync(file, 'utf8') === (await deploymentKey(stack));
}

async function deploymentKey({ folder, planOptions, env }: ConfiguredStack, state?: StackState): Promise<string> {
  const { revision } = state ?? (await readState(folder, env));
  const given = planOptions.filter((option) => /^-var(-file)?=/.test(option));
  const files = [
    'cdk.tf.json',
    ...automaticVariableFiles(folder),
    ...given.flatMap((option) => /^-var-file=(.+)$/s.exec(option)?.slice(1) ?? []),
  ];
  const variables = Object.entries(env).filter(([name]) => /^TF_VAR_/.test(name));
  const texts = files.map((file) => readFileSync(resolve(folder, file), 'utf8'));
  return createHash('sha256')
    .update(JSON.stringify([revision, given, variables.sort(), texts]))
    .digest('hex');
}
