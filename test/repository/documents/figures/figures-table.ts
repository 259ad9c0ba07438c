import { type Figure, formatGoal, formatValue, meetsGoal } from '../../../bench/figure';
import type { Run } from '../../../bench/run';

/** Formats figures as a Markdown table. Figures of single packages are left out: their names start with a space. */
export function figuresTable(figures: readonly Figure[]): string {
  const rows = figures
    .filter(({ name }) => !name.startsWith(' '))
    .map((figure) => {
      const verdict = meetsGoal(figure) === false ? ', **missed**' : '';
      const spread = figure.spread === undefined ? '' : formatValue({ ...figure, value: figure.spread });
      return `| ${figure.name} | ${formatValue(figure)} | ${spread} | ${formatGoal(figure)}${verdict} |`;
    });
  return ['| figure | measured | spread | goal |', '| --- | ---: | ---: | --- |', ...rows].join('\n');
}

/** Says on what a run was measured. */
export function formatMachine({ date, cores, processor, node, redis, terraform }: Run): string {
  const machine = `${cores} cores (${processor.replaceAll(/\((R|TM)\)/g, '')})`;
  return `${date}, ${machine}, Node.js ${node}, Redis ${redis}, Terraform ${terraform}`;
}
