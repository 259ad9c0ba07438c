import type { CalendarDay } from '../../verification/calendar-day';
import type { Notice } from '../code-store';
import { limits } from '../limits';
import { createExpiringMap } from './expiring-map';

/** Counts the messages of a calendar day against the daily budget, in memory. */
export interface DailyBudget {
  /** Whether the budget has a message left, for a number that is known or is not. */
  isUsedUp(day: CalendarDay, time: number, number: 'known' | 'unknown'): boolean;
  /** Counts a message, and returns what the operator has to know. */
  count(day: CalendarDay, time: number): readonly Notice[];
  /** Takes back a message of the day. */
  takeBack(day: CalendarDay, time: number): void;
}

/** @param budget messages in a calendar day. @default - unlimited */
export function createDailyBudget(budget = Number.POSITIVE_INFINITY): DailyBudget {
  const days = createExpiringMap<{ messages: number; readonly notices: Set<Notice> }>();
  const unreserved = Math.floor(budget * (1 - limits.budgetForKnown));

  return {
    isUsedUp: (day, time, number) =>
      (days.get(day.name, time)?.messages ?? 0) >= (number === 'known' ? budget : unreserved),
    count(day, time) {
      const counted = days.get(day.name, time) ?? { messages: 0, notices: new Set() };
      counted.messages++;
      days.set(day.name, counted, { now: time, expiresAt: day.endsAt + limits.guardWindow });
      const reached = { budget_nearly_used: unreserved, budget_used: budget } as const;
      const notices = (['budget_nearly_used', 'budget_used'] as const).filter(
        (notice) => counted.messages === reached[notice] && !counted.notices.has(notice),
      );
      for (const notice of notices) counted.notices.add(notice);
      return notices;
    },
    takeBack(day, time) {
      const counted = days.get(day.name, time);
      if (counted !== undefined) counted.messages--;
    },
  };
}
