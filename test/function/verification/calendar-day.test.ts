import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../function/verification/calendar-day';
import { propertyRuns, propertyTimeout } from '../../support/property-runs';

const dayIn = (timeZone: string, moment: string) => {
  const { name, startsAt, endsAt } = createCalendar(timeZone)(Date.parse(moment));
  return { name, startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString() };
};

describe('A calendar day', () => {
  it('starts and ends at midnight of the time zone', () => {
    expect(dayIn('Asia/Shanghai', '2026-11-23T15:59:59.999Z')).toEqual({
      name: '20261123',
      startsAt: '2026-11-22T16:00:00.000Z',
      endsAt: '2026-11-23T16:00:00.000Z',
    });
    expect(dayIn('Asia/Shanghai', '2026-11-23T16:00:00.000Z').name).toBe('20261124');
  });

  it('handles the ends of months and years', () => {
    expect(dayIn('UTC', '2026-12-31T23:59:59Z')).toMatchObject({
      name: '20261231',
      endsAt: '2027-01-01T00:00:00.000Z',
    });
    expect(dayIn('UTC', '2028-02-29T12:00:00Z')).toMatchObject({
      name: '20280229',
      endsAt: '2028-03-01T00:00:00.000Z',
    });
  });

  it('has 23 or 25 hours when clocks are changed', () => {
    expect(dayIn('Europe/Berlin', '2026-03-29T12:00:00Z')).toEqual({
      name: '20260329',
      startsAt: '2026-03-28T23:00:00.000Z',
      endsAt: '2026-03-29T22:00:00.000Z',
    });
    expect(dayIn('Europe/Berlin', '2026-10-25T00:30:00Z')).toEqual({
      name: '20261025',
      startsAt: '2026-10-24T22:00:00.000Z',
      endsAt: '2026-10-25T23:00:00.000Z',
    });
  });

  it.each([
    // Clocks go forward at 0:00: the day starts at 1:00.
    ['Africa/Cairo', '2026-04-23T21:30:00Z', '20260423', '2026-04-23T22:00:00.000Z'],
    // Clocks go back at 24:00, to 23:00 of the same day.
    ['Africa/Cairo', '2026-10-29T21:30:00Z', '20261029', '2026-10-29T22:00:00.000Z'],
    // Clocks go back at 1:00, to 0:00: the day starts at the first of the two.
    ['America/Havana', '2026-11-01T03:30:00Z', '20261031', '2026-11-01T04:00:00.000Z'],
  ])('ends where clocks are changed at midnight: %s, %s', (timeZone, moment, name, endsAt) => {
    expect(dayIn(timeZone, moment)).toMatchObject({ name, endsAt });
  });

  it(
    'contains its own times, and ends where the next one starts, in all time zones',
    () => {
      const calendars = Intl.supportedValuesOf('timeZone').map(createCalendar);
      const halfHours = 365 * 48;
      fc.assert(
        fc.property(fc.constantFrom(...calendars), fc.nat(halfHours), (dayOf, halfHour) => {
          const time = Date.UTC(2026, 10, 24) + halfHour * 1_800_000;
          const day = dayOf(time);
          expect(day.startsAt).toBeLessThanOrEqual(time);
          expect(day.endsAt).toBeGreaterThan(time);
          const next = dayOf(day.endsAt);
          expect(next.startsAt).toBe(day.endsAt);
          expect(next.name).not.toBe(day.name);
        }),
        { numRuns: propertyRuns },
      );
    },
    propertyTimeout,
  );

  it(
    'is the same in Shanghai as the time zones of Node.js say',
    () => {
      // Another name of the same time zone, which is looked up.
      const [shanghai, china] = [createCalendar('Asia/Shanghai'), createCalendar('Asia/Chongqing')];
      const times = fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2100, 0, 1) });
      fc.assert(
        fc.property(times, (time) => {
          expect(shanghai(time)).toEqual(china(time));
        }),
        { numRuns: propertyRuns },
      );
    },
    propertyTimeout,
  );

  it('is right for times in any order', () => {
    const dayOf = createCalendar('Asia/Shanghai');
    const moments = ['2026-11-23T15:59:59Z', '2026-11-23T16:00:00Z', '2026-11-23T15:59:59Z', '2026-11-22T15:00:00Z'];
    expect(moments.map((moment) => dayOf(Date.parse(moment)).name)).toEqual([
      '20261123',
      '20261124',
      '20261123',
      '20261122',
    ]);
  });
});
