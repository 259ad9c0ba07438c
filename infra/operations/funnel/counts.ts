import type { Attempt } from './attempts';

/** How far the attempts of a group came. */
export interface Counts {
  /** Attempts in which a code was asked for. */
  readonly asked: number;
  /** Those to which a message was sent. */
  readonly sent: number;
  /** Those in which the right code was entered. */
  readonly right: number;
  /** Those that may still succeed; they do not count for the share. */
  readonly open: number;
  /** Part of those that are over that got in, from 0 to 1. @default - none is over */
  readonly share?: number;
  /** Median time from the first request until the right code, in milliseconds. @default - nobody got in */
  readonly medianTime?: number;
}

export function countAttempts(attempts: readonly Attempt[]): Counts {
  const count = (is: (attempt: Attempt) => boolean) => attempts.filter(is).length;
  const [asked, right, open] = [
    attempts.length,
    count(({ end }) => end === 'right'),
    count(({ end }) => end === 'open'),
  ];
  const medianTime = medianOf(attempts.flatMap(({ took }) => took ?? []));
  return {
    asked,
    sent: count(({ isSent }) => isSent),
    right,
    open,
    ...(asked > open && { share: right / (asked - open) }),
    ...(medianTime !== undefined && { medianTime }),
  };
}

/** Groups attempts by a text, in the order of the texts. */
export function groupBy(
  attempts: readonly Attempt[],
  nameOf: (attempt: Attempt) => string,
): ReadonlyArray<readonly [name: string, attempts: readonly Attempt[]]> {
  const groups = new Map<string, Attempt[]>();
  for (const attempt of attempts) {
    const name = nameOf(attempt);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [attempt]);
    else group.push(attempt);
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}

function medianOf(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((one, other) => one - other);
  const [below, above] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return below === undefined || above === undefined ? undefined : (below + above) / 2;
}
