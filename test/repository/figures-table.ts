import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../infra/project-root';
import { type Figure, keepsGoal, limitOf, shownValue } from '../bench/figure';
import { writeTable } from './readme-tables';

/** The README's table of what `make bench` measured last, without what single packages weigh. */
function figuresTable(figures: readonly Figure[]): string {
  const rows = figures
    .filter(({ name }) => !name.startsWith(' '))
    .map((figure) => {
      const verdict = keepsGoal(figure) === false ? ', missed' : '';
      return `| ${figure.name} | ${shownValue(figure)} | ${limitOf(figure)}${verdict} |`;
    });
  return ['| what | measured | goal |', '| --- | ---: | --- |', ...rows].join('\n');
}

async function main(): Promise<void> {
  const measured = await readFile(join(projectRoot, 'dist', 'bench.json'), 'utf8').catch((cause) => {
    throw new Error('There are no figures yet: run make bench first.', { cause });
  });
  await writeTable('figures-table', figuresTable(JSON.parse(measured)));
}

main();
