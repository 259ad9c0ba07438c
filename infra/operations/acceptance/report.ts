import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../project-root';
import { placesOf } from './claim-places';
import { type Claim, readClaims } from './platform-claims';
import { notReached, type Verdict, type VerdictState } from './probe';
import { unreached } from './unreached';

/** A row of the report. */
export interface ReportRow extends Verdict {
  /** What the product believes, from docs/platform.md. @default - the row is about the deployment alone */
  readonly claim?: string;
  /** What breaks, and what to change. @default - nothing is refuted */
  readonly advice?: string;
}

/** Claims in these states need evidence from a real platform. */
const openStates = ['unknown', 'measured by others'];

/** The claims of docs/platform.md. */
export const platformClaims = (): Claim[] => readClaims(readFileSync(join(projectRoot, 'docs', 'platform.md'), 'utf8'));

/** The claims that only a real platform can decide. */
export const openClaims = (): Claim[] => platformClaims().filter(({ state }) => openStates.includes(state));

/** Adds to the verdicts the open claims that no probe decides, and says what to do about refuted ones. */
export function reportRows(verdicts: readonly Verdict[]): ReportRow[] {
  const claims = new Map(platformClaims().map((claim) => [claim.name, claim]));
  const undecided = openClaims().filter(({ name }) => !verdicts.some((one) => one.name === name));
  const others = undecided.map(({ name }) => notReached(name, unreached[name] ?? 'no probe asks for it'));
  return [...verdicts, ...others].map((one) => {
    const claim = claims.get(one.name);
    if (claim === undefined) return one;
    return { ...one, claim: claim.claim, ...(one.state === 'refuted' && { advice: adviceOn(claim) }) };
  });
}

function adviceOn({ name, matters }: Claim): string {
  const places = placesOf(name);
  return `${matters} To change: ${places.length === 0 ? 'nothing but docs/platform.md' : places.join(', ')}.`;
}

/** How many rows are in each state. */
export function countStates(rows: readonly ReportRow[]): Readonly<Record<VerdictState, number>> {
  const count = (state: VerdictState) => rows.filter((row) => row.state === state).length;
  return { confirmed: count('confirmed'), refuted: count('refuted'), 'not-reached': count('not-reached') };
}

/** The report in Markdown: refuted rows first. */
export function reportText(title: string, rows: readonly ReportRow[], times: Readonly<Record<string, number>>): string {
  const cell = (text: string) => text.replaceAll(/(?<!\\)\|/g, '\\|').replaceAll('\n', ' ');
  const table = (state: VerdictState, heading: string) => {
    const lines = rows.filter((row) => row.state === state);
    if (lines.length === 0) return '';
    const body = lines.map(
      ({ name, claim = 'about this deployment', found, advice }) =>
        `| ${name} | ${cell(claim)} | ${cell(found)}${advice === undefined ? '' : `. ${cell(advice)}`} |`,
    );
    return `\n## ${heading}\n\n| name | claim | found |\n| --- | --- | --- |\n${body.join('\n')}\n`;
  };
  const measured = Object.entries(times).map(([name, milliseconds]) => `| ${name} | ${milliseconds} |`);
  return [
    `# ${title}\n`,
    table('refuted', 'Refuted'),
    table('confirmed', 'Confirmed'),
    table('not-reached', 'Not reached'),
    `\n## Times\n\n| what | milliseconds |\n| --- | ---: |\n${measured.join('\n')}\n`,
  ].join('');
}
