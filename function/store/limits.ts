import type { CalendarDay } from '../verification/calendar-day';

/** Limits that are not settings; `docs/security.md` describes what follows from them. The scripts get them as a table. */
export const limits = {
  /** Wrong codes without a handle that count for a number in a calendar day. */
  attemptsPerDay: 30,
  /** How many times the limits of a client network apply to an IPv6 /48 network. */
  siteFactor: 16,
  /** Milliseconds of the sliding window in which the guard counts messages. */
  guardWindow: 3_600_000,
  /** Unconfirmed messages above which the guard of a range of 10,000 numbers trips. */
  rangeGuard: 20,
  /** Unconfirmed messages above which the guard of all numbers trips. */
  totalGuard: 1000,
  /** How many times these limits apply if messages of the youngest buckets are included. */
  youngFactor: 5,
  /** The buckets, of a minute each, whose messages are too young to be confirmed: the current one and two before it. */
  youngBuckets: 2,
  /**
   * One in so many messages passes a tripped guard, so that confirmations can end it; within the window, as many as the guard's
   * limit.
   */
  guardPasses: 20,
  /** Milliseconds after which a client may try again if the guard refused its message. */
  guardRetryAfter: 60_000,
  /** The part of the daily budget that is kept for known numbers. */
  budgetForKnown: 0.2,
  /** Milliseconds of a period of known numbers. A number is known for the rest of the period and the next one: 30 to 60 days. */
  knownPeriod: 30 * 86_400_000,
} as const;

/** Number of sets into which known numbers are divided. Small sets of integers take few bytes for each member. */
export const knownShards = 16_384;

/** Number of the period of known numbers in which a day lies. It changes at the end of a day, so that keys depend on the day alone. */
export function knownPeriodOf(day: CalendarDay): number {
  return Math.floor(day.startsAt / limits.knownPeriod);
}

/** The range of 10,000 numbers in which a number lies, for the guard. */
export function rangeOf(phone: string): string {
  return phone.slice(0, -4);
}
