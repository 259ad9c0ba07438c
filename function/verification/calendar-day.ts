/** A calendar day of a time zone. Times are milliseconds since 1970. */
export interface CalendarDay {
  /** Such as `20261123`. */
  readonly name: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Tells which calendar day of a time zone a moment belongs to. */
export function createCalendar(timeZone: string): (now: number) => CalendarDay {
  let dayOf: ((now: number) => CalendarDay) | undefined;
  let latest: CalendarDay | undefined;
  return (now) => {
    if (latest === undefined || now < latest.startsAt || now >= latest.endsAt) {
      // Node.js takes 11 ms to load its time zones: not at the start, but when the first message is sent.
      dayOf ??= readDays(timeZone);
      latest = dayOf(now);
    }
    return latest;
  };
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

  /** What the zone's clocks show, as if it were UTC. */
  const wallClock = (now: number) => {
    const shown = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = shown;
    return { year, month, day, time: Date.UTC(year, month - 1, day, hour, minute, second) };
  };
  const offsetAt = (now: number) => wallClock(now).time - Math.floor(now / 1000) * 1000;

  /** When the zone's clocks show a time. Asked twice, since the offset may change in between. */
  const whenShown = (time: number, offset: number) => time - offsetAt(time - offset);

  return (now) => {
    const { year, month, day } = wallClock(now);
    const offset = offsetAt(now);
    return {
      name: String(year * 10_000 + month * 100 + day),
      startsAt: whenShown(Date.UTC(year, month - 1, day), offset),
      endsAt: whenShown(Date.UTC(year, month - 1, day + 1), offset),
    };
  };
}
