import { formatValue } from '../../../bench/figure';
import type { Run } from '../../../bench/run';
import { costsOf, redisLimitOf } from '../../../bench/scale/costs';
import { steps, tableOf } from '../../../bench/scale/steps';
import { formatScore, readMutationRecord, total } from '../../../mutation/mutation-record';
import type { GeneratedFile } from '../generated-file';
import type { GeneratedTable } from '../generated-tables';
import { figuresTable, formatMachine } from './figures-table';
import { growthPlot } from './growth-plot';
import { loginTimePlot } from './login-time-plot';
import { mutationTable } from './mutation-table';
import { draw } from './plot';
import { ratesPlot } from './rates-plot';
import { scalePlot } from './scale-plot';
import { redisLimitTable, redisMemoryTable } from './scale-tables';

/** Makes the plots of docs/figures.md. */
export function plotFiles(run: Run): readonly GeneratedFile[] {
  const plots = [ratesPlot, loginTimePlot, growthPlot, scalePlot].map((plot) => plot(run));
  return plots.map((plot) => ({ file: `docs/figures/${plot.name}.svg`, text: draw(plot) }));
}

/** Makes the tables of figures: of a run, and of docs/mutation.json. */
export function figuresTables(run: Run): readonly GeneratedTable[] {
  const file = 'docs/scale.md';
  return [
    { file: 'docs/figures.md', name: 'figures', text: figuresTable(run.figures) },
    { file: 'docs/figures.md', name: 'mutants', text: mutationTable(readMutationRecord()) },
    { file, name: 'steps', text: tableOf(steps, costsOf(run)) },
    { file, name: 'where one Redis ends', text: redisLimitTable(run) },
    { file, name: 'memory', text: redisMemoryTable(run) },
  ];
}

/** What documents may quote: each figure by its name, what it was measured on, where one Redis ends, and the mutants. */
export function quotableFigures(run: Run): ReadonlyMap<string, string> {
  const millions = Math.round(redisLimitOf(costsOf(run)).usersPerDay / 1e6);
  const mutants = total(Object.values(readMutationRecord()));
  return new Map([
    ...run.figures.map((figure) => [figure.name, formatValue(figure)] as const),
    ['machine', formatMachine(run)] as const,
    ['users a day at which one Redis ends', `${millions} million`] as const,
    ['mutation score', formatScore(mutants)] as const,
    ['mutants', mutants.mutants.toLocaleString('en')] as const,
  ]);
}
