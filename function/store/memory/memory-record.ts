import type { CalendarDay } from '../../verification/calendar-day';
import type { ClientNetworks } from '../code-store';

/** A stored code. Times are milliseconds since 1970. */
export interface StoredCode {
  readonly handle: string;
  readonly codeHash: string;
  readonly sentAt: number;
  /** IDs of the attempts, in order: with the handle, and without it. */
  readonly attempts: { readonly handle: string[]; readonly none: string[] };
  /** The right attempt. @default - there was none */
  used?: { readonly attemptId: string; readonly at: number };
}

/** A message whose number has not logged in since. */
interface OpenMessage {
  readonly sentAt: number;
  readonly networks: ClientNetworks | undefined;
}

/** What is stored of a number. */
export interface NumberRecord {
  day: string;
  sendsToday: number;
  /** The newest code is the last one. The others are live. */
  codes: StoredCode[];
  open: OpenMessage[];
  /** Wrong codes without a handle. */
  wrong: { day: string; count: number };
  /** When an operator released the number, and the messages that the day had had then. @default - never */
  released?: { readonly at: number; readonly sends: number };
  /** Milliseconds since 1970. */
  keptUntil: number;
}

export function createNumberRecord(): NumberRecord {
  return { day: '', sendsToday: 0, codes: [], open: [], wrong: { day: '', count: 0 }, keptUntil: 0 };
}

/** The messages of a day that count for the daily limit: those since a release. */
export function countedSends({ day: countedDay, sendsToday, released }: NumberRecord, day: CalendarDay): number {
  if (countedDay !== day.name) return 0;
  return sendsToday - (released !== undefined && released.at >= day.startsAt ? released.sends : 0);
}

/** Does not count a message of the day any more. @param sentAt when it was sent */
export function forgetSend(record: NumberRecord, sentAt: number): void {
  const { released } = record;
  record.sendsToday--;
  if (released !== undefined && sentAt <= released.at) {
    record.released = { at: released.at, sends: Math.max(0, released.sends - 1) };
  }
}

/** The time from which messages count for the limits of a number. */
export const countedSince = ({ released }: NumberRecord): number => released?.at ?? Number.NEGATIVE_INFINITY;

/**
 * How many unconfirmed messages of a day a client's network asked for since a release: an IPv6 /48 network, or an IPv4 address.
 */
export function sentFrom(record: NumberRecord, networks: ClientNetworks | undefined, day: CalendarDay): number {
  if (networks === undefined) return 0;
  const nameOf = ({ network, site }: ClientNetworks) => site ?? network;
  return record.open.filter(
    (message) =>
      message.sentAt >= day.startsAt &&
      message.sentAt > countedSince(record) &&
      message.networks !== undefined &&
      nameOf(message.networks) === nameOf(networks),
  ).length;
}
