import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../infra/project-root';
import { type Figure, formatGoal, formatValue, meetsGoal } from '../bench/figure';
import { type GeneratedTable, writeTable } from './generated-tables';

/** Where the figures are published. */
export const figuresPlace: GeneratedTable = { file: 'docs/figures.md', target: 'figures-table' };

/** Formats figures as a Markdown table. Figures of single packages are left out: their names start with a space. */
export function figuresTable(figures: readonly Figure[]): string {
  const rows = figures
    .filter(({ name }) => !name.startsWith(' '))
    .map((figure) => {
      const verdict = meetsGoal(figure) === false ? ', missed' : '';
      return `| ${figure.name} | ${formatValue(figure)} | ${formatGoal(figure)}${verdict} |`;
    });
  return ['| figure | measured | goal |', '| --- | ---: | --- |', ...rows].join('\n');
}

/** Writes the results of the last `make bench` to docs/figures.md. */
async function main(): Promise<void> {
  const measured = await readFile(join(projectRoot, 'dist', 'bench.json'), 'utf8').catch((cause) => {
    throw new Error('dist/bench.json is missing: run make bench first.', { cause });
  });
  await writeTable(figuresPlace, figuresTable(JSON.parse(measured)));
}

if (require.main === module) main();
