import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../../infra/project-root';
import type { Run } from '../../bench/run';
import { contractText } from './contract/contract-file';
import { outcomeTable } from './contract/outcome-table';
import { figuresTables, plotFiles, quotableFigures } from './figures/documented-figures';
import { withQuotes } from './figures/quotes';
import type { GeneratedFile } from './generated-file';
import { type GeneratedTable, withTables } from './generated-tables';
import { settingsTable } from './settings-table';

/** Makes all that is generated in the documents but the screenshots: from the code, and from a run of `make bench`. */
export async function generateDocuments(run: Run): Promise<readonly GeneratedFile[]> {
  const tables: readonly GeneratedTable[] = [
    { file: 'docs/settings.md', name: 'variables', text: await settingsTable() },
    { file: 'docs/use-it.md', name: 'outcomes', text: outcomeTable() },
    ...figuresTables(run),
  ];
  const quotes = quotableFigures(run);
  const documents = markdownFiles().map(async (file) => {
    const own = tables.filter((table) => table.file === file);
    const text = withTables(file, await readFile(join(projectRoot, file), 'utf8'), own);
    return { file, text: withQuotes(text, quotes) };
  });
  return [{ file: 'docs/openapi.yaml', text: contractText() }, ...plotFiles(run), ...(await Promise.all(documents))];
}

/** The documents that people wrote, all of which may quote figures. */
function markdownFiles(): readonly string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'];
  return execFileSync('git', args, { cwd: projectRoot, encoding: 'utf8' }).trim().split('\n');
}
