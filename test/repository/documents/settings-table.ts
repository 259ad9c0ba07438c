import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { variables } from '../../../function/configuration/variables';
import { projectRoot } from '../../../infra/project-root';

/**
 * Generates the table of the function's variables. Names and defaults come from the schema, descriptions from the doc comments in
 * variables.ts.
 *
 * @throws {Error} if a variable has no comment, or a `@default` that differs from the schema's
 */
export async function settingsTable(): Promise<string> {
  const source = await readFile(join(projectRoot, 'function', 'configuration', 'variables.ts'), 'utf8');
  const rows = Object.entries(variables.shape).map(([name, schema]) => {
    const { def } = schema._zod as { readonly def: { readonly defaultValue?: unknown } };
    const [, lines = ''] = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\n  ${name}:`).exec(source) ?? [];
    const comment = lines.replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim();
    if (comment === '') throw new Error(`${name} has no comment in variables.ts.`);
    const [description = '', documented] = comment.split(' @default ');
    if (def.defaultValue !== undefined && documented !== def.defaultValue) {
      throw new Error(`${name}: the comment says @default ${documented}, the schema ${def.defaultValue}.`);
    }
    const byDefault = def.defaultValue === undefined ? (documented ?? '') : `\`${def.defaultValue}\``;
    return `| \`${name}\` | ${byDefault} | ${description.replace(/\.$/, '')} |`;
  });
  return ['| variable | default |  |', '| --- | --- | --- |', ...rows].join('\n');
}
