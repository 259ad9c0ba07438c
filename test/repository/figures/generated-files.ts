import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../../infra/project-root';
import { formatValue } from '../../bench/figure';
import type { Run } from '../../bench/run';
import { costsOf, redisLimitOf } from '../../bench/scale/costs';
import { steps, tableOf } from '../../bench/scale/steps';
import { formatScore, readMutationRecord, total } from '../../mutation/mutation-record';
import { withTable } from '../generated-tables';
import { figuresTable, formatMachine } from './figures-table';
import { growthPlot } from './growth-plot';
import { loginTimePlot } from './login-time-plot';
import { mutationTable } from './mutation-table';
import { draw } from './plot';
import { withQuotes } from './quotes';
import { ratesPlot } from './rates-plot';
import { scalePlot } from './scale-plot';
import { redisLimitTable, redisMemoryTable } from './scale-tables';

/** A file of which `make figures` makes a part or all, and how it has to be. */
export interface GeneratedFile {
  /** Relative to the project root. */
  readonly file: string;
  readonly text: string;
}

/** Makes the plots of docs/figures.md, and the tables and quotations of all documents that tell figures, from a run and from docs/mutation.json. */
export async function generateFiles(run: Run): Promise<readonly GeneratedFile[]> {
  const plots = [ratesPlot, loginTimePlot, growthPlot, scalePlot].map((plot) => plot(run));
  const mutation = readMutationRecord();
  const mutants = total(Object.values(mutation));
  const values = new Map([
    ...quotesOf(run),
    ['mutation score', formatScore(mutants)],
    ['mutants', mutants.mutants.toLocaleString('en')],
  ]);
  const document = async (file: string, tables: Readonly<Record<string, string>>): Promise<GeneratedFile> => {
    const text = await readFile(join(projectRoot, file), 'utf8');
    const withTables = Object.entries(tables).reduce(
      (before, [name, table]) => withTable(before, { file, target: 'figures', name }, table),
      text,
    );
    return { file, text: withQuotes(withTables, values) };
  };
  return [
    ...plots.map((plot) => ({ file: `docs/figures/${plot.name}.svg`, text: draw(plot) })),
    await document('docs/figures.md', {
      figures: figuresTable(run.figures),
      mutants: mutationTable(mutation),
    }),
    await document('docs/scale.md', {
      steps: tableOf(steps, costsOf(run)),
      'where one Redis ends': redisLimitTable(run),
      memory: redisMemoryTable(run),
    }),
    await document('README.md', {}),
  ];
}

/** What documents may quote: each figure by its name, what it was measured on, and where one Redis ends. */
function quotesOf(run: Run): ReadonlyMap<string, string> {
  return new Map([
    ...run.figures.map((figure) => [figure.name, formatValue(figure)] as const),
    ['machine', formatMachine(run)] as const,
    [
      'users a day at which one Redis ends',
      `${Math.round(redisLimitOf(costsOf(run)).usersPerDay / 1e6)} million`,
    ] as const,
  ]);
}
