import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { variables } from '../../../../function/configuration/variables';
import { projectRoot } from '../../../../infra/project-root';
import { stackVariables } from '../../../../infra/settings/stack-variables';
import { code, markdownTable } from '../markdown-table';
import { parseComment } from './doc-comment';

/**
 * Generates the table of the function's variables. Names and defaults come from the schema, descriptions from the doc comments in
 * variables.ts, and what sets them in a deployed environment from stack-variables.ts.
 *
 * @throws {Error} if a variable has no comment, or a `@default` that differs from the schema's
 */
export function functionVariablesTable(): string {
  const source = readFileSync(join(projectRoot, 'function', 'configuration', 'variables.ts'), 'utf8');
  const rows = Object.entries(variables.shape).map(([name, schema]) => {
    const { def } = schema._zod as { readonly def: { readonly defaultValue?: unknown } };
    const [, text = ''] = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\n  ${name}:`).exec(source) ?? [];
    const { description, byDefault = '' } = parseComment(text);
    if (description === '') throw new Error(`${name} has no comment in variables.ts.`);
    if (def.defaultValue !== undefined && byDefault !== def.defaultValue) {
      throw new Error(`${name}: the comment says @default ${byDefault}, the schema ${def.defaultValue}.`);
    }
    return [code(name), def.defaultValue === undefined ? byDefault : code(byDefault), description, setterOf(name)];
  });
  return markdownTable(['variable', 'default', 'what it is for', 'set in a deployed environment by'], rows);
}

/** What sets a variable of a deployed function. */
function setterOf(name: string): string {
  const [, refusal] = Object.entries(stackVariables).find(([known]) => known === name) ?? [];
  if (refusal === undefined) return code('function.variables');
  const setter = refusal.replace(/^none, (?:use|since it is|since) /, '').replace(/ instead$/, '');
  // Names of settings and of Terraform variables are the words with a capital letter or an underscore within.
  return setter.replaceAll(/\b[a-z]+(?:[A-Z]\w*|_\w+)/g, code);
}
