import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../../infra/project-root';
import type { Run } from '../../bench/run';
import { projectFiles } from '../project-files';
import { contractText } from './contract/contract-file';
import { outcomeTable } from './contract/outcome-table';
import { figuresTables, plotFiles, quotableFigures } from './figures/documented-figures';
import { withQuotes } from './figures/quotes';
import type { GeneratedFile } from './generated-file';
import { type GeneratedTable, withTables } from './generated-tables';
import { bundledPackages, licencesText } from './licences';
import { settingsTable } from './settings-table';

const licences = 'docs/licences.md';

/** Makes all that is generated in the documents but the screenshots: from the code, and from a run of `make bench`. */
export async function generateDocuments(run: Run): Promise<readonly GeneratedFile[]> {
  const tables: readonly GeneratedTable[] = [
    { file: 'docs/settings.md', name: 'variables', text: await settingsTable() },
    { file: 'docs/use-it.md', name: 'outcomes', text: outcomeTable() },
    ...figuresTables(run),
  ];
  const quotes = quotableFigures(run);
  const documents = projectFiles('*.md')
    .filter((file) => file !== licences)
    .map(async (file) => {
      const own = tables.filter((table) => table.file === file);
      const text = withTables(file, await readFile(join(projectRoot, file), 'utf8'), own);
      return { file, text: withQuotes(text, quotes) };
    });
  return [
    { file: 'docs/openapi.yaml', text: contractText() },
    { file: licences, text: licencesText(await bundledPackages()) },
    ...plotFiles(run),
    ...(await Promise.all(documents)),
  ];
}
