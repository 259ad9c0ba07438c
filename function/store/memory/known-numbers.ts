import type { CalendarDay } from '../../verification/calendar-day';
import type { KnownNumber } from '../code-store';
import { knownPeriodOf } from '../limits';

/** The numbers that have logged in, in memory. */
export interface KnownNumbers {
  has(number: KnownNumber, day: CalendarDay): boolean;
  add(number: KnownNumber, day: CalendarDay): void;
}

/** A number is known until the end of the period after the one of its last login. */
export function createKnownNumbers(): KnownNumbers {
  const periods = new Map<number, Set<string>>();
  const nameOf = ({ shard, member }: KnownNumber) => `${shard}:${member}`;
  return {
    has(number, day) {
      const period = knownPeriodOf(day);
      return [period, period - 1].some((candidate) => periods.get(candidate)?.has(nameOf(number)));
    },
    add(number, day) {
      const period = knownPeriodOf(day);
      for (const kept of periods.keys()) if (kept < period - 1) periods.delete(kept);
      periods.set(period, (periods.get(period) ?? new Set()).add(nameOf(number)));
    },
  };
}
