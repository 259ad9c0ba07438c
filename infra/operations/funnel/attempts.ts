/** A line of the log about a number, as far as it says how far somebody came. */
export interface NumberEvent {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Keyed ID of the number. */
  readonly numberId: string;
  /** Country calling code. */
  readonly country: string;
  /** `asked`: for a code, and got none; `sent`: for a code, and it was sent; `right`: the right code was entered. */
  readonly step: 'asked' | 'sent' | 'right';
}

/** Somebody's attempt to log in: everything from the first request for a code until the right code, or until nothing follows. */
export interface Attempt {
  readonly country: string;
  /** When the first code was asked for, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Whether a message was sent. */
  readonly isSent: boolean;
  /** `right`: got in; `open`: the code may still be entered; `lost`: neither. */
  readonly end: 'right' | 'open' | 'lost';
  /** From the first request until the right code, in milliseconds. @default - the right code was not entered */
  readonly took?: number;
}

/**
 * Milliseconds after which a further request begins another attempt, and after which an attempt counts as lost. By default, codes live for
 * five minutes; the right code ends an attempt whenever it is entered.
 */
const attemptEndsAfter = 15 * 60_000;

/**
 * Groups events into attempts.
 *
 * @param events of all numbers, in any order
 * @param now when they were read, in milliseconds since 1970
 */
export function attemptsOf(events: readonly NumberEvent[], now: number): Attempt[] {
  const attempts: Attempt[] = [];
  const running = new Map<string, { first: NumberEvent; last: number; isSent: boolean }>();
  const finish = (numberId: string, end: Attempt['end'], at?: number) => {
    const attempt = running.get(numberId);
    if (attempt === undefined) return;
    running.delete(numberId);
    const { first, isSent } = attempt;
    const took = at === undefined ? {} : { took: at - first.time };
    attempts.push({ country: first.country, startedAt: first.time, isSent, end, ...took });
  };
  for (const event of [...events].sort((one, other) => one.time - other.time)) {
    const { numberId, time, step } = event;
    const attempt = running.get(numberId);
    if (step !== 'right' && attempt !== undefined && time - attempt.last > attemptEndsAfter) finish(numberId, 'lost');
    if (step === 'right') {
      finish(numberId, 'right', time);
      continue;
    }
    const known = running.get(numberId) ?? { first: event, last: time, isSent: false };
    running.set(numberId, { first: known.first, last: time, isSent: known.isSent || step === 'sent' });
  }
  for (const [numberId, { last }] of [...running]) finish(numberId, now - last > attemptEndsAfter ? 'lost' : 'open');
  return attempts.sort((one, other) => one.startedAt - other.startedAt);
}
