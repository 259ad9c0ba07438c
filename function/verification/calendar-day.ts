/** A calendar day of a time zone. Times are milliseconds since 1970. */
export interface CalendarDay {
  /** Such as `20261123`. */
  readonly name: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Creates a function that returns the calendar day of a time in a time zone. */
export function createCalendar(timeZone: string): (now: number) => CalendarDay {
  let dayOf: ((now: number) => CalendarDay) | undefined;
  let latest: CalendarDay | undefined;
  return (now) => {
    if (latest === undefined || now < latest.startsAt || now >= latest.endsAt) {
      dayOf ??= timeZone === 'Asia/Shanghai' ? shanghaiDay : readDays(timeZone);
      latest = dayOf(now);
    }
    return latest;
  };
}

const hour = 3_600_000;

/**
 * The calendar day in Shanghai, whose clocks have not been changed since 1991. Node.js takes 11 ms to load its time zones, which the
 * first request of an instance would wait for.
 */
function shanghaiDay(now: number): CalendarDay {
  const startsAt = Math.floor((now + 8 * hour) / (24 * hour)) * 24 * hour - 8 * hour;
  const name = new Date(startsAt + 8 * hour).toISOString().slice(0, 10).replaceAll('-', '');
  return { name, startsAt, endsAt: startsAt + 24 * hour };
}

function readDays(timeZone: string): (now: number) => CalendarDay {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });

  /** The zone's wall clock time, as if it were UTC. */
  const wallClock = (now: number) => {
    const shown = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = shown;
    return { year, month, day, time: Date.UTC(year, month - 1, day, hour, minute, second) };
  };
  const offsetAt = (now: number) => wallClock(now).time - Math.floor(now / 1000) * 1000;

  /**
   * The first moment of a day. Where clocks change at midnight, its first wall clock time is not 0:00, or is 0:00 twice. So the
   * offsets of the day before and of the day after are tried.
   */
  const startOf = (year: number, month: number, day: number) => {
    const midnight = Date.UTC(year, month - 1, day);
    const wanted = new Date(midnight);
    const candidates = [-1, 1].map((days) => midnight - offsetAt(midnight + days * 86_400_000));
    const starts = candidates.filter((moment) => wallClock(moment).day === wanted.getUTCDate());
    return Math.min(...(starts.length > 0 ? starts : candidates));
  };

  return (now) => {
    const { year, month, day } = wallClock(now);
    return {
      name: String(year * 10_000 + month * 100 + day),
      startsAt: startOf(year, month, day),
      endsAt: startOf(year, month, day + 1),
    };
  };
}
