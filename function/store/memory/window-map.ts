import { createExpiringMap } from './expiring-map';
import { type Counted, createSlidingWindow, type WindowSums } from './sliding-window';

/** Sliding windows by name. A window exists while something is counted in it, so that reading alone does not take memory. */
export interface WindowMap {
  /** Adds to a counter at a time; a counter does not become negative. */
  add(name: string, kind: Counted, times: { readonly at: number; readonly now: number }, change: 1 | -1): void;
  /** @param young number of the newest buckets before the current one, which `old` leaves out */
  sums(name: string, kind: Counted, now: number, young?: number): WindowSums;
  /** Milliseconds until the first bucket of a counter leaves the window. */
  timeLeft(name: string, kind: Counted, now: number): number;
}

const nothing = createSlidingWindow(1000);

/** @param length milliseconds */
export function createWindowMap(length: number): WindowMap {
  const windows = createExpiringMap<ReturnType<typeof createSlidingWindow>>();
  return {
    add(name, kind, { at, now }, change) {
      let window = windows.get(name, now);
      if (window === undefined && change < 0) return;
      window ??= createSlidingWindow(length);
      window.add(kind, at, change);
      windows.set(name, window, { now, expiresAt: now + 2 * Math.max(length, 60_000) });
    },
    sums: (name, kind, now, young) => (windows.get(name, now) ?? nothing).sums(kind, now, young),
    timeLeft: (name, kind, now) => (windows.get(name, now) ?? nothing).timeLeft(kind, now),
  };
}
