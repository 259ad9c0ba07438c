/** What is counted: messages, unconfirmed messages, messages that passed a tripped guard, wrong codes. */
export type Counted = 'sent' | 'unconfirmed' | 'passed' | 'wrong';

/** Sums of a counter: of the whole window, and without its young buckets. */
export interface WindowSums {
  readonly all: number;
  readonly old: number;
}

/** A sliding window of counters in memory, like the one of `windows.lua`. Times are milliseconds since 1970. */
export interface SlidingWindow {
  /** Adds to a counter at a time; a counter does not become negative. */
  add(kind: Counted, time: number, change: 1 | -1): void;
  /** Sums of a counter: of the whole window, and of the buckets before the `young` newest ones and the current one. */
  sums(kind: Counted, now: number, young?: number): WindowSums;
  /** Milliseconds until the first bucket of a counter leaves the window. */
  timeLeft(kind: Counted, now: number): number;
}

/** Creates an empty window. @param length milliseconds */
export function createSlidingWindow(length: number): SlidingWindow {
  const width = Math.max(1000, length / 60);
  // A sum includes the current bucket and so many before it, so that it never leaves out a part of the window.
  const buckets = Math.ceil(length / width);
  const bucketOf = (time: number) => Math.floor((Math.floor(time / 1000) * 1000) / width);
  const counters: Partial<Record<Counted, Map<number, number>>> = {};

  function deleteExpired(kind: Counted, now: number): void {
    const first = bucketOf(now) - buckets;
    for (const bucket of counters[kind]?.keys() ?? []) if (bucket < first) counters[kind]?.delete(bucket);
  }

  return {
    add(kind, time, change) {
      const bucket = bucketOf(time);
      counters[kind] ??= new Map();
      counters[kind].set(bucket, Math.max(0, (counters[kind].get(bucket) ?? 0) + change));
    },
    sums(kind, now, young = 0) {
      deleteExpired(kind, now);
      let [all, old] = [0, 0];
      for (const [bucket, count] of counters[kind] ?? []) {
        all += count;
        if (bucket < bucketOf(now) - young) old += count;
      }
      return { all, old };
    },
    timeLeft(kind, now) {
      const counted = [...(counters[kind] ?? [])].flatMap(([bucket, count]) => (count > 0 ? [bucket] : []));
      return Math.ceil((Math.min(...counted) + buckets + 1) * width - now);
    },
  };
}
