import { describe, expect, it } from 'vitest';
import {
  countedSends,
  createNumberRecord,
  forgetSend,
  type NumberRecord,
  sentFrom,
} from '../../../../function/store/memory/memory-record';

const day = { name: '2026-11-24', startsAt: 1000, endsAt: 2000 };
const recordWith = (changes: Partial<NumberRecord>): NumberRecord => ({ ...createNumberRecord(), ...changes });

describe('The record of a number', () => {
  it('is empty at first', () => {
    const empty = { day: '', sendsToday: 0, codes: [], open: [], wrong: { day: '', count: 0 }, keptUntil: 0 };
    expect(createNumberRecord()).toStrictEqual(empty);
  });

  it('counts the messages of the day, and none of another day', () => {
    expect(countedSends(recordWith({ day: day.name, sendsToday: 3 }), day)).toBe(3);
    expect(countedSends(recordWith({ day: '2026-11-23', sendsToday: 3 }), day)).toBe(0);
  });

  it('does not count the messages before a release of the day', () => {
    const record = { day: day.name, sendsToday: 5 };
    expect(countedSends(recordWith({ ...record, released: { at: 1500, sends: 4 } }), day)).toBe(1);
    expect(countedSends(recordWith({ ...record, released: { at: 1000, sends: 4 } }), day)).toBe(1);
    expect(countedSends(recordWith({ ...record, released: { at: 999, sends: 4 } }), day)).toBe(5);
  });

  it('forgets a message, also of those before a release', () => {
    const record = recordWith({ day: day.name, sendsToday: 5, released: { at: 1500, sends: 4 } });
    forgetSend(record, 1501);
    expect(record).toMatchObject({ sendsToday: 4, released: { at: 1500, sends: 4 } });
    forgetSend(record, 1500);
    expect(record).toMatchObject({ sendsToday: 3, released: { at: 1500, sends: 3 } });
    record.released = { at: 1500, sends: 0 };
    forgetSend(record, 1400);
    expect(record.released).toEqual({ at: 1500, sends: 0 });
  });

  it('counts the open messages of a network since the day and a release began', () => {
    const networks = { network: 'n', site: 's' };
    const other = { network: 'm', site: 't' };
    const open = [
      { sentAt: 999, networks },
      { sentAt: 1000, networks },
      { sentAt: 1200, networks: { network: 'another', site: 's' } },
      { sentAt: 1300, networks: other },
      { sentAt: 1400, networks: undefined },
    ];
    expect(sentFrom(recordWith({ open }), networks, day)).toBe(2);
    expect(sentFrom(recordWith({ open, released: { at: 1000, sends: 1 } }), networks, day)).toBe(1);
    expect(sentFrom(recordWith({ open }), { network: 'm' }, day)).toBe(0);
    expect(sentFrom(recordWith({ open }), undefined, day)).toBe(0);
  });
});
