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
  /** Whether a probe asks for it. */
  readonly isAsked: boolean;
}

/** Claims in these states need evidence from a real platform. */
const openStates = ['unknown', 'measured by others'];

/** The claims of docs/platform.md. */
export const platformClaims = (): Claim[] => readClaims(readFileSync(join(projectRoot, 'docs', 'platform.md'), 'utf8'));

const isOpen = ({ state }: Claim) => openStates.includes(state);

/** The claims that only a real platform can decide. */
export const openClaims = (): Claim[] => platformClaims().filter(isOpen);

/** Adds to the verdicts the open claims that no probe decides, and says what to do about refuted ones. */
export function reportRows(verdicts: readonly Verdict[]): ReportRow[] {
  const all = platformClaims();
  const claims = new Map(all.map((claim) => [claim.name, claim]));
  const undecided = all.filter(isOpen).filter(({ name }) => !verdicts.some((one) => one.name === name));
  const others = undecided.map(({ name }) => notReached(name, unreached[name] ?? 'no probe asks for it'));
  const rowOf = (one: Verdict, isAsked: boolean): ReportRow => {
    const claim = claims.get(one.name);
    const advice = one.state === 'refuted' && claim ? { advice: adviceOn(claim) } : {};
    return { ...one, ...(claim && { claim: claim.claim }), ...advice, isAsked };
  };
  return [...verdicts.map((one) => rowOf(one, true)), ...others.map((one) => rowOf(one, false))];
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

/** The report in Markdown: what is refuted first, and last what this command cannot find out. */
export function reportText(title: string, rows: readonly ReportRow[], times: Readonly<Record<string, number>>): string {
  const ofClaims = rows.filter(({ claim }) => claim !== undefined);
  const isOf = (state: VerdictState, isAsked: boolean) => (row: ReportRow) =>
    row.state === state && row.isAsked === isAsked;
  const measured = Object.entries(times).map(([what, milliseconds]) => [what, String(milliseconds)]);
  return [
    `# ${title}\n`,
    claimTable('Refuted', ofClaims.filter(isOf('refuted', true))),
    claimTable('Confirmed', ofClaims.filter(isOf('confirmed', true))),
    claimTable('Not reached in this environment, or with these options', ofClaims.filter(isOf('not-reached', true))),
    table(
      'This deployment',
      ['check', 'state', 'found'],
      rows.filter(({ claim }) => claim === undefined).map(({ name, state, found }) => [name, state, found]),
    ),
    table('Times', ['what', 'milliseconds'], measured),
    claimTable('Not asked', ofClaims.filter(isOf('not-reached', false))),
  ].join('');
}

const claimTable = (heading: string, rows: readonly ReportRow[]) =>
  table(
    heading,
    ['name', 'claim', 'found'],
    rows.map(({ name, claim = '', found, advice }) => [
      name,
      claim,
      advice === undefined ? found : `${found}. ${advice}`,
    ]),
  );

function table(heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(' | ')} |\n`;
  return `\n## ${heading}\n\n${line(columns)}${line(columns.map(() => '---'))}${rows.map(line).join('')}`;
}

const cellText = (text: string) => text.replaceAll(/(?<!\\)\|/g, '\\|').replaceAll('\n', ' ');
