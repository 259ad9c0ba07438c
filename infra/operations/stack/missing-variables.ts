import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SynthesizedStack } from './synthesized-stack';

/** Files of variables that Terraform reads by itself. */
const automaticFiles = /^terraform\.tfvars(\.json)?$|\.auto\.tfvars(\.json)?$/;

/**
 * Finds the Terraform variables that have no value. Terraform itself would ask for them, or print a block of text for each.
 *
 * @param planOptions options of `terraform plan`, such as `-var=sms_sign=Test` and `-var-file=FILE`
 * @returns a line for each missing variable, with its name and how to set it
 */
export function missingVariables(
  { folder, variables }: Pick<SynthesizedStack, 'folder' | 'variables'>,
  planOptions: readonly string[],
  env: NodeJS.ProcessEnv,
): string[] {
  const options = planOptions.join('\n');
  const given = [...options.matchAll(/^-var=(\w+)=/gm)].map(([, name]) => name);
  const files = [
    ...[...options.matchAll(/^-var-file=(.+)$/gm)].map(([, file = '']) => file),
    ...readdirSync(folder).flatMap((name) => (automaticFiles.test(name) ? [join(folder, name)] : [])),
  ];
  const texts = files.map(readText);
  return variables
    .filter(({ name, isRequired }) => isRequired && !env[`TF_VAR_${name}`] && !given.includes(name))
    .filter(({ name }) => !texts.some((text) => new RegExp(`^[\\s{,]*"?${name}"?\\s*[=:]`, 'm').test(text)))
    .map(({ name, description }) => `${name} is not set: export TF_VAR_${name}=… (${description.replace(/\.$/, '')})`);
}

/** A file that cannot be read sets no variable; Terraform will tell why. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
