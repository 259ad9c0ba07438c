import type { CalendarDay } from '../../verification/calendar-day';
import { StoreUnavailableError } from '../code-store';
import type { RedisConnection } from './redis-connection';
import type { Script, ScriptReply } from './script';

/** Keys and arguments of a script, without the arguments for time and day. */
type ScriptInput = readonly [keys: readonly string[], args: ReadonlyArray<string | number>];

/** A script runs again for the time, and for the day of that time. */
const mostRounds = 4;

/** Runs scripts with the time and the calendar day of Redis, since the clocks of instances differ. */
export interface RedisClock {
  /** Runs a script, with the input for the calendar day of Redis. */
  run(script: Script, inputOf: (day: CalendarDay) => ScriptInput): Promise<ScriptReply>;
}

/**
 * Creates the clock. Scripts read the time of Redis themselves. A script that may not (on some Redis 4.0) gets this process'
 * time, corrected by the difference that the command `TIME` showed once. The calendar day is guessed; a script that finds
 * itself on another day says so, and runs again.
 *
 * @param now overrides the time, for tests
 */
export function createRedisClock(
  connection: RedisConnection,
  dayOf: (time: number) => CalendarDay,
  now?: () => number,
): RedisClock {
  let offset: number | undefined;
  let day: CalendarDay | undefined;

  const givenTime = () => {
    if (now !== undefined) return Math.floor(now());
    return offset === undefined ? '' : Date.now() + offset;
  };

  return {
    async run(script, inputOf) {
      for (let round = 0; round < mostRounds; round++) {
        const time = givenTime();
        day ??= dayOf(Number(time || Date.now()));
        const [keys, args] = inputOf(day);
        const reply = await connection.run(script, keys, [time, day.name, day.startsAt, day.endsAt, ...args]);
        if (reply[0] === 'clock') offset = (await connection.time()) - Date.now();
        else if (reply[0] === 'other_day') day = dayOf(reply[1] ?? Number.NaN);
        else return reply;
      }
      throw new StoreUnavailableError('The time of Redis is in no calendar day.');
    },
  };
}
