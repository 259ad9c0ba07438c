import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SynthesizedStack } from './synthesized-stack';

/** Files of variables that Terraform reads by itself. */
const automaticFiles = /^terraform\.tfvars(\.json)?$|\.auto\.tfvars(\.json)?$/;

/** A Terraform variable that has no value. */
export interface MissingVariable {
  readonly name: string;
  /** How to set it, and what it is. */
  readonly remedy: string;
}

/**
 * Finds the Terraform variables that have no value. Terraform itself would ask for them, or print a block of text for each.
 *
 * @param planOptions options of `terraform plan`, such as `-var=sms_sign=Test` and `-var-file=FILE`
 */
export function missingVariables(
  { folder, variables }: Pick<SynthesizedStack, 'folder' | 'variables'>,
  planOptions: readonly string[],
  env: NodeJS.ProcessEnv,
): readonly MissingVariable[] {
  const options = planOptions.join('\n');
  const given = [...options.matchAll(/^-var=(\w+)=/gm)].map(([, name]) => name);
  const files = [
    ...[...options.matchAll(/^-var-file=(.+)$/gm)].map(([, file = '']) => file),
    ...automaticVariableFiles(folder).map((name) => join(folder, name)),
  ];
  const texts = files.map(readText);
  return variables
    .filter(({ name, isRequired }) => isRequired && !env[`TF_VAR_${name}`] && !given.includes(name))
    .filter(({ name }) => !texts.some((text) => new RegExp(`^[\\s{,]*"?${name}"?\\s*[=:]`, 'm').test(text)))
    .map(({ name, description }) => ({ name, remedy: `export TF_VAR_${name}=… (${description.replace(/\.$/, '')})` }));
}

/** The files of variables in a stack's folder that Terraform reads by itself. */
export function automaticVariableFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => automaticFiles.test(name));
}

/** A file that cannot be read sets no variable; Terraform will tell why. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
