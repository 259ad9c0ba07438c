import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { variables } from '../../function/configuration/variables';
import { projectRoot } from '../../infra/project-root';
import { writeTable } from './readme-tables';

/** The README's table of the function's variables: names and defaults from the schema, the rest from its comments. */
export async function settingsTable(): Promise<string> {
  const source = await readFile(join(projectRoot, 'function', 'configuration', 'variables.ts'), 'utf8');
  const rows = Object.entries(variables.shape).map(([name, schema]) => {
    const { def } = schema._zod as { readonly def: { readonly defaultValue?: unknown } };
    const [, lines = ''] = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\n  ${name}:`).exec(source) ?? [];
    const comment = lines.replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim();
    if (comment === '') throw new Error(`${name} has no comment in variables.ts.`);
    const [text = '', told] = comment.split(' @default ');
    if (def.defaultValue !== undefined && told !== def.defaultValue) {
      throw new Error(`${name}: its comment says @default ${told}, its schema ${def.defaultValue}.`);
    }
    const byDefault = def.defaultValue === undefined ? (told ?? '') : `\`${def.defaultValue}\``;
    return `| \`${name}\` | ${byDefault} | ${text.replace(/\.$/, '')} |`;
  });
  return ['| variable | default |  |', '| --- | --- | --- |', ...rows].join('\n');
}

if (require.main === module) settingsTable().then((table) => writeTable('settings-table', table));
