/** Writes a table of Markdown. @param rows the texts of the cells, which may have Markdown */
export function markdownTable(headings: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A text as code. */
export const code = (text: string): string => `\`${text}\``;
