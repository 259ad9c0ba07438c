import { printable } from '../printable';
import { wrapText } from '../wrap-text';
import type { Attempt } from './attempts';
import { type Counts, countAttempts, groupBy } from './counts';
import type { DeliveryCounts } from './delivery';

/** What `make funnel` found. */
export interface FunnelFindings {
  readonly environment: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  readonly attempts: readonly Attempt[];
  /** Lines of a function from before lines had the ID of a number. */
  readonly unidentified: number;
  readonly delivery: DeliveryCounts;
}

/** How the text looks. */
export interface TextStyle {
  /** Whether a terminal shows it: bars are drawn with blocks, otherwise with ASCII. */
  readonly isTerminal: boolean;
  readonly hasColors: boolean;
}

const columns = 80;
const hour = 3_600_000;
/** Hours above which the chart has a row for each day. */
const mostHours = 48;

/** One JSON document for programs: all, by country, and by country and hour. Times are in seconds. */
export function reportJson({ environment, from, until, attempts, unidentified, delivery }: FunnelFindings): string {
  const byCountry = groupBy(attempts, ({ country }) => country).map(([country, ones]) => ({
    country,
    ...documentOf(ones),
    hours: groupBy(ones, ({ startedAt }) => hourOf(startedAt)).map(([from, those]) => ({
      from,
      ...documentOf(those),
    })),
  }));
  const document = {
    environment,
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    ...documentOf(attempts),
    countries: byCountry,
    unidentifiedLines: unidentified,
    delivery,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** A table by country and a bar chart by hour for people, of at most 80 columns. Times are in UTC. */
export function reportText(findings: FunnelFindings, style: TextStyle): string {
  const { environment, from, until, attempts, unidentified, delivery } = findings;
  const lines = [`Logins of ${environment} from ${minuteOf(from)} until ${minuteOf(until)} UTC`, ''];
  if (attempts.length === 0) lines.push('Nobody asked for a code.');
  else lines.push(...table(attempts), '', ...chart(findings, style));
  if (unidentified > 0) {
    lines.push('', `Not counted: ${unidentified} lines without numberId, of a function from before they had it.`);
  }
  return `${[...lines, '', ...deliveryLines(delivery)].join('\n')}\n`;
}

function table(attempts: readonly Attempt[]): string[] {
  const countries = groupBy(attempts, ({ country }) => country);
  const total = countries.length > 1 ? [['all', attempts] as const] : [];
  const rows = [...countries.map(([country, ones]) => [`+${country}`, ones] as const), ...total].map(([name, ones]) => {
    const { asked, sent, right, open, share, medianTime } = countAttempts(ones);
    return [name, asked, sent, right, open, percent(share), seconds(medianTime)].map(String);
  });
  const cells = [['country', 'asked', 'sent', 'got in', 'open', 'share', 'median time'], ...rows];
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}

/** Bars of those who asked, of which the first part got in. */
function chart({ from, until, attempts }: FunnelFindings, { isTerminal, hasColors }: TextStyle): string[] {
  const isLong = (until - from) / hour > mostHours;
  const step = isLong ? 24 * hour : hour;
  const nameOf = (time: number) => (isLong ? hourOf(time).slice(0, 10) : hourOf(time).slice(5, 16).replace('T', ' '));
  const counted = new Map(groupBy(attempts, ({ startedAt }) => nameOf(startedAt)));
  const names: string[] = [];
  for (let time = Math.floor(from / step) * step; time < until; time += step) names.push(nameOf(time));
  const rows = names.map((name) => ({ name, counts: countAttempts(counted.get(name) ?? []) }));
  const most = Math.max(...rows.map(({ counts }) => counts.asked));
  const nameWidth = Math.max(...names.map(({ length }) => length));
  const textWidth = Math.max(...rows.map(({ counts }) => numbersOf(counts).length));
  const barWidth = columns - nameWidth - textWidth - 2;
  const [full, light] = isTerminal ? ['█', '░'] : ['#', '-'];
  const paint = (text: string, color: number) => (hasColors && text !== '' ? `\x1b[${color}m${text}\x1b[0m` : text);
  const drawn = rows.map(({ name, counts }) => {
    const length = (part: number) => Math.round((part / most) * barWidth);
    const asked = counts.asked === 0 ? 0 : Math.max(1, length(counts.asked));
    const right = counts.right === 0 ? 0 : Math.max(1, length(counts.right));
    const bar = paint(full.repeat(right), 32) + paint(light.repeat(asked - right), 33);
    return `${name} ${numbersOf(counts).padStart(textWidth)} ${bar}`.trimEnd();
  });
  return [`${isLong ? 'day' : 'hour'}, got in of asked: ${full} got in, ${light} asked, and did not (yet)`, ...drawn];
}

const numbersOf = ({ right, asked }: Counts) => `${right}/${asked}`;

function deliveryLines(delivery: DeliveryCounts): string[] {
  const name = 'delivery: ';
  const toLines = (text: string) =>
    wrapText(text, columns - name.length).map((line, index) => (index === 0 ? name : ' '.repeat(name.length)) + line);
  if ('unavailable' in delivery) return toLines(printable(delivery.unavailable));
  const { submitted, received, failed, unreported } = delivery;
  return [
    ...toLines(`${submitted} submitted, ${received} received, ${failed} failed, ${unreported} not reported,`),
    `${' '.repeat(name.length)}in whole hours, of all environments that use the SMS application`,
  ];
}

function documentOf(attempts: readonly Attempt[]) {
  const { asked, sent, right, open, share, medianTime } = countAttempts(attempts);
  return {
    asked,
    sent,
    right,
    open,
    share: share ?? null,
    medianSeconds: medianTime === undefined ? null : medianTime / 1000,
  };
}

const percent = (share: number | undefined) => (share === undefined ? '-' : `${Math.round(share * 100)} %`);
const seconds = (time: number | undefined) => (time === undefined ? '-' : `${Math.round(time / 1000)} s`);
/** The hour in which a time lies, such as `2026-11-23T02:00Z`. */
const hourOf = (time: number) => `${new Date(time).toISOString().slice(0, 13)}:00Z`;
const minuteOf = (time: number) => new Date(time).toISOString().slice(0, 16).replace('T', ' ');
