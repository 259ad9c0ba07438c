import { dirname } from 'node:path';
import { formatScore, type MutationRecord, total } from '../../../mutation/mutation-record';

/** Formats the mutants as a Markdown table, one row per folder. */
export function mutationTable(files: MutationRecord): string {
  const folders = [...new Set(Object.keys(files).map((file) => dirname(file)))].sort();
  const rows = folders.map((folder) => {
    const counts = Object.entries(files).filter(([file]) => dirname(file) === folder);
    const sum = total(counts.map(([, counted]) => counted));
    return `| \`${folder}/\` | ${counts.length} | ${sum.mutants} | ${sum.mutants - sum.killed} | ${formatScore(sum)} |`;
  });
  return ['| folder | files | mutants | survived | score |', '| --- | ---: | ---: | ---: | ---: |', ...rows].join('\n');
}
