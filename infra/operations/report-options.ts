/** The words of `ARGS` of a command that prints a report. */
export interface ReportOptions {
  readonly help: boolean;
  /** Whether to print one JSON document instead of text. */
  readonly json: boolean;
}

/** @throws {Error} about a word that is not allowed */
export function readReportOptions(words: readonly string[]): ReportOptions {
  const unknown = words.find((word) => !['--json', '--help'].includes(word));
  if (unknown !== undefined) throw new Error(`ARGS: found "${unknown}"; allowed: --json, --help.`);
  return { help: words.includes('--help'), json: words.includes('--json') };
}
