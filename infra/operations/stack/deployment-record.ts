import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { automaticVariableFiles } from './missing-variables';

/** A synthesized stack, with what Terraform gets for its variables. */
export interface ConfiguredStack {
  readonly folder: string;
  /** Options of `terraform plan`, of which `-var` and `-var-file` count. */
  readonly planOptions: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** In the folder of what `terraform init` writes, which belongs to one account and one state. */
const recordFile = (folder: string) => join(folder, '.terraform', 'deployed');

/** Records that the whole stack was deployed with these settings and these values of its variables. Without `.terraform`, it does nothing. */
export function recordDeployment(stack: ConfiguredStack): void {
  if (!existsSync(join(stack.folder, '.terraform'))) return;
  // A file that exists would keep its mode. Nobody else needs a hash of secrets.
  forgetDeployment(stack.folder);
  writeFileSync(recordFile(stack.folder), configurationKey(stack), { mode: 0o600 });
}

/** Forgets the last deployment, as the next one or a destruction begins, which may end half-way. */
export function forgetDeployment(folder: string): void {
  rmSync(recordFile(folder), { force: true });
}

/** Whether the last deployment from this folder was of these settings and these values. */
export function isDeployed(stack: ConfiguredStack): boolean {
  const file = recordFile(stack.folder);
  return existsSync(file) && readFileSync(file, 'utf8') === configurationKey(stack);
}

function configurationKey({ folder, planOptions, env }: ConfiguredStack): string {
  const given = planOptions.filter((option) => /^-var(-file)?=/.test(option));
  const files = [
    'cdk.tf.json',
    ...automaticVariableFiles(folder),
    ...given.flatMap((option) => /^-var-file=(.+)$/s.exec(option)?.slice(1) ?? []),
  ];
  const variables = Object.entries(env).filter(([name]) => /^TF_VAR_/.test(name));
  const texts = files.map((file) => readFileSync(resolve(folder, file), 'utf8'));
  return createHash('sha256')
    .update(JSON.stringify([given, variables.sort(), texts]))
    .digest('hex');
}
