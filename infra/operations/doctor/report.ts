import { wrapText } from '../wrap-text';
import type { Finding, FindingState } from './finding';

const labels: Readonly<Record<FindingState, string>> = { ok: 'ok', note: 'note', warning: 'warn', failure: 'FAIL' };
const indentation = 6;
const columns = 80;

/** What was examined, and what was found. */
export interface Report {
  readonly environment: string;
  readonly region: string;
  readonly findings: readonly Finding[];
}

/** Counts findings. */
export function countFindings(findings: readonly Finding[], state: FindingState): number {
  return findings.filter((finding) => finding.state === state).length;
}

/** Writes what a report for people begins with. */
export function reportHeading({ environment, region }: Pick<Report, 'environment' | 'region'>): string {
  return `${environment} in ${region}\n`;
}

/** Writes the findings for people: at most 80 columns, except for words and commands that are longer. */
export function reportText(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, state, found, advice }) => {
    const [first = '', ...more] = wrapText(`${check}: ${found}`, columns - indentation);
    return [
      `${labels[state].padEnd(indentation)}${first}`,
      ...[...more, ...(advice?.split('\n').flatMap(adviceLines) ?? [])].map((line) => ' '.repeat(indentation) + line),
    ];
  });
  return `${lines.join('\n')}\n${summarize(findings)}\n`;
}

/** Writes a report for programs. */
export function reportJson({ findings, ...report }: Report): string {
  const counts = {
    ok: countFindings(findings, 'ok'),
    notes: countFindings(findings, 'note'),
    warnings: countFindings(findings, 'warning'),
    failures: countFindings(findings, 'failure'),
  };
  return `${JSON.stringify({ ...report, ...counts, findings }, undefined, 2)}\n`;
}

function summarize(findings: readonly Finding[]): string {
  const count = (state: FindingState, one: string) => {
    const number = countFindings(findings, state);
    return `${number} ${one}${number === 1 ? '' : 's'}`;
  };
  const notes = countFindings(findings, 'note') > 0 ? [count('note', 'note')] : [];
  return [
    `${countFindings(findings, 'ok')} ok`,
    ...notes,
    count('warning', 'warning'),
    count('failure', 'failure'),
  ].join(', ');
}

/** Commands and lists are indented, and stay in a line of their own. */
function adviceLines(line: string): readonly string[] {
  return (line.startsWith(' ') ? [line] : wrapText(line, columns - indentation - 2)).map((text) => `  ${text}`);
}
