import { describe, expect, it } from 'vitest';
import { type Attempt, attemptsOf, type NumberEvent } from '../../../../infra/operations/funnel/attempts';
import { countAttempts, groupBy } from '../../../../infra/operations/funnel/counts';
import { readEvent } from '../../../../infra/operations/funnel/number-events';

const start = Date.UTC(2026, 10, 23, 2);
const minute = 60_000;
const event = (minutes: number, step: NumberEvent['step'], numberId = 'a', country = '86'): NumberEvent => ({
  time: start + minutes * minute,
  numberId,
  country,
  step,
});
const later = start + 24 * 60 * minute;

describe('An attempt', () => {
  it('lasts from the first request for a code until the right code, with all repeats', () => {
    const events = [event(0, 'asked'), event(1, 'sent'), event(3, 'sent'), event(4, 'right')];
    expect(attemptsOf(events, later)).toEqual([
      { country: '86', startedAt: start, isSent: true, end: 'right', took: 4 * minute },
    ]);
    expect(attemptsOf(events.toReversed(), later)).toEqual(attemptsOf(events, later));
  });

  it('is lost if nothing follows, and open as long as something may', () => {
    const events = [event(0, 'sent'), event(10, 'sent')];
    const endAt = (minutes: number) => attemptsOf(events, start + minutes * minute).map(({ end }) => end);
    expect(endAt(25)).toEqual(['open']);
    expect(endAt(25.1)).toEqual(['lost']);
  });

  it('is another one after a quarter of an hour, or after a login', () => {
    const ends = (...events: NumberEvent[]) => attemptsOf(events, later).map(({ end }) => end);
    expect(ends(event(0, 'sent'), event(15, 'sent'))).toEqual(['lost']);
    expect(ends(event(0, 'sent'), event(15.1, 'sent'))).toEqual(['lost', 'lost']);
    expect(ends(event(0, 'sent'), event(1, 'right'), event(2, 'sent'))).toEqual(['right', 'lost']);
  });

  it('ends with the right code, whenever that is entered', () => {
    expect(attemptsOf([event(0, 'sent'), event(50, 'right')], later)).toMatchObject([{ end: 'right' }]);
  });

  it('is of one number, and begins with a request for a code', () => {
    const events = [
      event(0, 'sent', 'a'),
      event(1, 'asked', 'b', '852'),
      event(2, 'right', 'b'),
      event(3, 'right', 'c'),
    ];
    expect(attemptsOf(events, later)).toMatchObject([
      { end: 'lost', isSent: true, country: '86' },
      { end: 'right', isSent: false, country: '852', took: minute },
    ]);
  });
});

describe('The counts of attempts', () => {
  const attempts = attemptsOf(
    [
      ...['a', 'b', 'c', 'd'].map((id) => event(0, 'sent', id)),
      event(0, 'asked', 'e'),
      event(1, 'right', 'a'),
      event(2, 'right', 'b'),
      event(4, 'right', 'c'),
      event(60, 'sent', 'f', '852'),
    ],
    start + 61 * minute,
  );

  it('have the share of those that are over, and the median time', () => {
    expect(countAttempts(attempts)).toEqual({
      asked: 6,
      sent: 5,
      right: 3,
      open: 1,
      share: 3 / 5,
      medianTime: 2 * minute,
    });
    const even = attempts.filter(({ took }) => took !== minute);
    expect(countAttempts(even)).toMatchObject({ medianTime: 3 * minute });
  });

  it('have neither if there is none', () => {
    expect(countAttempts([])).toEqual({ asked: 0, sent: 0, right: 0, open: 0 });
    expect(countAttempts(attempts.filter(({ end }) => end === 'open'))).not.toHaveProperty('share');
  });

  it('can be told by country, of very many', () => {
    const many = Array.from(
      { length: 200_000 },
      (): Attempt => ({ country: '86', startedAt: 0, isSent: true, end: 'lost' }),
    );
    expect(groupBy(many, ({ country }) => country)).toEqual([['86', many]]);
  });

  it('can be told by country', () => {
    const names = groupBy(attempts, ({ country }) => country).map(([name, ones]) => [name, ones.length]);
    expect(names).toEqual([
      ['852', 1],
      ['86', 5],
    ]);
  });
});

describe('A line of the log', () => {
  const about = { time: '2026-11-23T02:00:00.000Z', numberId: 'a', country: '86', phone: '+86185****6600' };
  const read = (line: object) => readEvent({ LogJson: JSON.stringify(line) });

  it.each([
    ['code_sent', 'sent'],
    ['send_limited', 'asked'],
    ['send_refused', 'asked'],
    ['number_refused', 'asked'],
    ['captcha_refused', 'asked'],
    ['captcha_unavailable', 'asked'],
    ['sms_unavailable', 'asked'],
    ['store_unavailable', 'asked'],
  ])('%s says that somebody has got so far: %s', (name, step) => {
    expect(read({ ...about, event: name })).toEqual({ time: start, numberId: 'a', country: '86', step });
  });

  it('code_checked says that somebody got in only if the code was right', () => {
    const checked = { ...about, event: 'code_checked' };
    expect(read({ ...checked, result: 'Success' })).toMatchObject({ step: 'right' });
    for (const result of ['CodeIsError', 'CodeHasExpired', 'CodeHasValid', 'LimitExceeded.WrongCodeLimit']) {
      expect(read({ ...checked, result })).toBe('other');
    }
  });

  it('about no number, or about another event, says nothing', () => {
    expect(read({ ...about, event: 'number_looked_up' })).toBe('other');
    expect(read({ event: 'store_unavailable', time: about.time })).toBe('other');
    expect(readEvent({})).toBe('other');
  });

  it('says nothing of a test number, to which no message is sent', () => {
    expect(read({ ...about, event: 'code_sent', test: 'yes' })).toBe('other');
    expect(read({ ...about, event: 'code_checked', result: 'Success', test: 'yes' })).toBe('other');
  });

  it.each([
    ['no JSON', '{"event":"code_sent","ti'],
    ['null', 'null'],
    ['a text', '"code_sent"'],
    ['a line without a time', JSON.stringify({ ...about, time: undefined, event: 'code_sent' })],
    ['a line with a malformed time', JSON.stringify({ ...about, time: 'yesterday', event: 'code_sent' })],
    ['a line without a country', JSON.stringify({ ...about, country: undefined, event: 'code_sent' })],
    ['a line with controls as its country', JSON.stringify({ ...about, country: '\x1b[2J', event: 'code_sent' })],
  ])('says nothing if it is not one that the function wrote: %s', (_, LogJson) => {
    expect(readEvent({ LogJson })).toBe('other');
  });

  it('without the ID of its number is from an earlier function', () => {
    const { numberId: _, country: __, ...earlier } = about;
    expect(read({ ...earlier, event: 'code_sent' })).toBe('unidentified');
  });
});
