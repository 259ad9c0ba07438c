import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../../infra/project-root';
import { projectFiles } from '../../project-files';

/** Programs that a command starts, and what they share. Of tests, only what they read themselves. */
const folders = ['infra', 'demo', 'test', 'local-cloud/process', 'local-cloud/cli.ts', 'vitest.config.mts'];

const directRead = /\benv\??\.([A-Z][A-Z0-9_]+)\b|\benv\[['"]([A-Z][A-Z0-9_]+)['"]/g;
/** In a file that has an environment, any of these may be a read: a quoted word, and a name in braces. */
const possibleRead = new RegExp(
  `${directRead.source}|['"]([A-Z][A-Z0-9_]+)['"]|[{,]\\s*([A-Z][A-Z0-9_]+)\\s*(?=[:=,}])`,
  'g',
);
const comment = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g;

/**
 * Finds the upper-case names that the commands may read from the process environment: of programs, all that could be one, so that no
 * read is missed, whatever way it is written; of tests, those after `env.`; of the Makefile, all variables that a recipe reads.
 */
export function possibleReads(): ReadonlySet<string> {
  const reads = projectFiles(...folders)
    .filter((file) => /\.(m?ts|cjs)$/.test(file))
    .flatMap(readsIn);
  const makefile = [...readText('Makefile').matchAll(/\$\$\{?([A-Z][A-Z0-9_]+)/g)].map(([, name = '']) => name);
  return new Set([...reads, ...makefile]);
}

/** The variables that the Makefile takes from the command line only: it gives each a value of its own. */
export function commandLineVariables(): readonly string[] {
  return [...readText('Makefile').matchAll(/^export ([A-Z]+) =/gm)].map(([, name = '']) => name);
}

function readsIn(file: string): readonly string[] {
  const text = readText(file).replaceAll(comment, '');
  if (!/\bprocess\.env\b|\benv\b|\bProcessEnv\b/.test(text)) return [];
  const isTest = /^test\/(?!support\/|bench\/|mutation\/)/.test(file) || file.endsWith('.test.ts');
  const reads = isTest ? /\bprocess\.env\.([A-Z][A-Z0-9_]+)\b/g : possibleRead;
  return [...text.matchAll(reads)].map((found) => found.slice(1).find((name) => name !== undefined) ?? '');
}

const readText = (file: string) => readFileSync(join(projectRoot, file), 'utf8');

/** A row of the table of the commands' variables in docs/settings.md. */
export interface CommandVariable {
  readonly name: string;
  /** Whether it counts on the command line only. */
  readonly where: string;
}

/** Reads the table of the commands' variables, which is written by hand. */
export function documentedVariables(): readonly CommandVariable[] {
  const [, section = ''] = readText('docs/settings.md').split('\n## Variables of the commands\n');
  const rows = [...section.matchAll(/^\| (`[A-Z][^|]*) \|.*\| ([^|]+) \|$/gm)];
  return rows.flatMap(([, names = '', where = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => ({ name, where })),
  );
}
