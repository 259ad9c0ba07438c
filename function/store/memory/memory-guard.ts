import type { Notice } from '../code-store';
import { limits } from '../limits';
import { createExpiringMap } from './expiring-map';
import { createWindowMap } from './window-map';

/** When a message was sent, and the current time, in milliseconds since 1970. */
interface MessageTimes {
  readonly at: number;
  readonly now: number;
}

/** The guard that refuses a message, if one does, and what the operator has to know. */
export interface GuardCheck {
  readonly refusedBy?: 'range' | 'total';
  readonly notices: readonly Notice[];
}

/** Refuses messages while too many of them are not confirmed, in memory. */
export interface MemoryGuard {
  check(range: string, now: number, captcha: 'configured' | undefined): GuardCheck;
  /** The guards that refuse messages. Counts nothing. */
  tripped(range: string, now: number): ReadonlyArray<'range' | 'total'>;
  count(range: string, now: number): void;
  confirm(range: string, times: MessageTimes): void;
  takeBack(range: string, times: MessageTimes, state: 'unconfirmed' | 'confirmed'): void;
}

/** Name of the window of all numbers. */
const total = 'total';

const guardsOf = (range: string) =>
  [
    { guard: 'range', name: range, limit: limits.rangeGuard },
    { guard: 'total', name: total, limit: limits.totalGuard },
  ] as const;

export function createMemoryGuard(): MemoryGuard {
  const windows = createWindowMap(limits.guardWindow);
  /** Number of refused messages for each tripped guard. */
  const refusals = createExpiringMap<number>();
  const tripped = createExpiringMap<true>();

  function mustTrip(name: string, limit: number, now: number): boolean {
    const unconfirmed = windows.sums(name, 'unconfirmed', now, limits.youngBuckets);
    const sent = windows.sums(name, 'sent', now, limits.youngBuckets);
    const suspicious = unconfirmed.old > limit && unconfirmed.old * 2 > sent.old;
    return suspicious || (unconfirmed.all > limit * limits.youngFactor && unconfirmed.all * 2 > sent.all);
  }

  return {
    check(range, now, captcha) {
      const expiresAt = now + 2 * limits.guardWindow;
      const notices: Notice[] = [];
      const refusing = guardsOf(range).filter(({ guard, name, limit }) => {
        if (!mustTrip(name, limit, now)) {
          tripped.delete(name);
          return false;
        }
        if (tripped.get(name, now) === undefined) notices.push(`${guard}_guard_tripped`);
        tripped.set(name, true, { now, expiresAt });
        return true;
      });
      const [first] = refusing;
      if (first === undefined) return { notices };
      const refused = (refusals.get(first.name, now) ?? 0) + 1;
      refusals.set(first.name, refused, { now, expiresAt });
      const mayPass =
        captcha === undefined && refusing.every(({ name, limit }) => windows.sums(name, 'passed', now).all < limit);
      if (!mayPass || refused % limits.guardPasses !== 0) return { notices, refusedBy: first.guard };
      for (const { name } of refusing) windows.add(name, 'passed', { at: now, now }, 1);
      return { notices };
    },
    tripped: (range, now) =>
      guardsOf(range).flatMap(({ guard, name, limit }) => (mustTrip(name, limit, now) ? [guard] : [])),
    count(range, now) {
      for (const name of [range, total]) {
        windows.add(name, 'sent', { at: now, now }, 1);
        windows.add(name, 'unconfirmed', { at: now, now }, 1);
      }
    },
    confirm(range, times) {
      for (const name of [range, total]) windows.add(name, 'unconfirmed', times, -1);
    },
    takeBack(range, times, state) {
      for (const name of [range, total]) {
        windows.add(name, 'sent', times, -1);
        if (state === 'unconfirmed') windows.add(name, 'unconfirmed', times, -1);
      }
    },
  };
}
