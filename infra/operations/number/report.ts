import type { NumberReport } from '../../../function/verification/number-support';
import { defaultLog } from '../find-function';
import { printable } from '../printable';
import { wrapText } from '../wrap-text';
import type { DeliveryReport } from './delivery-reports';

/** The reports of carriers, or why there are none to show. */
export type Delivery =
  | { readonly reports: readonly DeliveryReport[]; readonly hours: number }
  | { readonly unavailable: string };

/** What `make number` found. */
export interface NumberFindings {
  readonly environment: string;
  /** Masked, unless it may be shown. */
  readonly phone: string;
  readonly state: NumberReport;
  /** Whether the limits were lifted just now. */
  readonly released: boolean;
  /** Whether the environment has a log of its own. */
  readonly hasOwnLog: boolean;
  /** ID of the invocation, under which the log has this use. */
  readonly requestId: string;
  readonly delivery: Delivery;
}

type Limit = NumberReport['blocks'][number]['limit'];

/** What refuses messages or codes, and what can be done. */
const limitTexts: Readonly<Record<Limit, string>> = {
  interval: 'the wait between two messages. RELEASE=1 lifts it.',
  day: 'the messages of the day are used up. RELEASE=1 lifts it.',
  address:
    'the client network that asked for its messages may ask for no more. RELEASE=1 lifts the part that is about this ' +
    'number; otherwise, another network helps, such as mobile data.',
  range:
    'too many messages to numbers like it are not followed by a login, and it has not logged in lately. RELEASE=1 lifts ' +
    'it for this number and today.',
  total:
    'too many messages to all numbers are not followed by a login, and it has not logged in lately. RELEASE=1 lifts it ' +
    'for this number and today.',
  budget: 'the daily budget of all numbers is used up: see "Too many messages" in docs/operations.md.',
  attempts: 'too many wrong codes without a handle. Nothing lifts it; codes with their handles still work.',
};

/** Limits that refuse codes, and no messages. */
const isAboutCodes = (limit: Limit) => limit === 'attempts';

/** One JSON document for programs. */
export function reportJson({
  environment,
  phone,
  state,
  released,
  hasOwnLog,
  requestId,
  delivery,
}: NumberFindings): string {
  const { phone: _, ...known } = state;
  const document = {
    environment,
    phone,
    ...known,
    nextMessageIn: waitOf(state),
    released,
    hasOwnLog,
    requestId,
    delivery:
      'reports' in delivery
        ? delivery.reports.map(({ isReceived, at, description }) => ({
            isReceived,
            at: at?.toISOString() ?? null,
            description,
          }))
        : { unavailable: delivery.unavailable },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** Lines for people, of at most 80 columns. Times are in UTC. */
export function reportText(findings: NumberFindings): string {
  const { environment, phone, state, released, hasOwnLog, requestId } = findings;
  const log = hasOwnLog ? 'the log' : defaultLog;
  const wait = waitOf(state);
  const event = released ? 'number_released' : 'number_looked_up';
  const rows: [string, string][] = [
    ['number', `${phone} in ${environment}, ${state.numberId} in ${log}`],
    ...testRows(state),
    ['messages today', `${state.messagesToday} of ${state.dailyLimit}`],
    ['next message', wait === 0 ? 'may be sent now' : `in ${duration(wait)}`],
    ...state.blocks.map(({ limit, retryAfter }): [string, string] => [
      isAboutCodes(limit) ? 'codes refused' : 'refused',
      `for ${duration(retryAfter)}: ${limitTexts[limit]}`,
    ]),
    ...codeRows(state),
    ['wrong codes', `${state.attemptsLeftToday} more may be entered without a handle today`],
    ...knownRows(state),
    ...deliveryRows(findings),
    ['audit', `${event} in ${log}${hasOwnLog ? '' : ', which make logs cannot read'}, request ${requestId}`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return `${rows.flatMap(([name, text]) => lineUp(name, text, width)).join('\n')}\n`;
}

/** Seconds until a message may be sent. */
function waitOf({ blocks }: NumberReport): number {
  return Math.max(0, ...blocks.filter(({ limit }) => !isAboutCodes(limit)).map(({ retryAfter }) => retryAfter));
}

function testRows({ isTest }: NumberReport): [string, string][] {
  return isTest ? [['test number', 'it gets no messages, and logs in with its fixed code']] : [];
}

/** A login with a test number does not make it known. */
function knownRows({ isTest, isKnown }: NumberReport): [string, string][] {
  return isTest ? [] : [['logged in lately', isKnown ? 'yes' : 'no, not within 30 days']];
}

function codeRows({ codes }: NumberReport): [string, string][] {
  if (codes.length === 0) return [['code', 'none is live']];
  return codes.map(({ sentAt, expiresIn, isUsed, attemptsLeft: { withHandle, withoutHandle } }) => {
    const attempts = `attempts left: ${withHandle} with its handle${withoutHandle === undefined ? '' : `, ${withoutHandle} without`}`;
    const state = isUsed ? 'was used to log in' : `is live for ${duration(expiresIn)}; ${attempts}`;
    return ['code', `sent ${time(new Date(sentAt))}, ${state}`];
  });
}

function deliveryRows({ delivery, state: { messagesToday } }: NumberFindings): [string, string][] {
  if ('unavailable' in delivery) return [['delivery', printable(delivery.unavailable)]];
  const { reports, hours } = delivery;
  const rows = reports.map(({ isReceived, at, description }): [string, string] => [
    'delivery',
    `${at === undefined ? '' : `${time(at)} `}${isReceived ? 'received' : 'NOT received'}${description && ` (${printable(description)})`}`,
  ]);
  if (rows.length > 0) return rows;
  const sent = messagesToday > 0 ? '; a message that was sent may still be on its way' : '';
  return [['delivery', `no report of a carrier in the last ${hours} h${sent}`]];
}

function lineUp(name: string, text: string, width: number): string[] {
  return wrapText(text, 80 - width).map((line, index) => `${(index === 0 ? name : '').padEnd(width)}${line}`);
}

const time = (at: Date) => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.ceil(seconds / 60)} min`;
  return `${Math.ceil(seconds / 3600)} h`;
}
