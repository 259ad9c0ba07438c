import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../function/configuration/configuration';

const common = { CODE_STORE: 'memory', SMS_SENDER: 'console' };
const now = Date.UTC(2026, 10, 23);
const number = { phone: '+8619900000000', code: '835174', expires: '2027-01-31' };

describe('Test numbers', () => {
  it('have a number, a code and a last day', () => {
    const second = { ...number, phone: '+8619900000001', expires: '2026-01-01' };
    const environment = { ...common, TEST_NUMBERS: JSON.stringify([number, second]) };
    expect(readConfiguration(environment, now).testNumbers).toEqual([number, second]);
  });

  it.each<[string, unknown, string]>([
    ['an object', number, 'a list such as [{"phone":'],
    ['a text', 'x', 'a list such as [{"phone":'],
    ['a number', [8619900000000], 'in entry 1: an object'],
    ['a number without +', [{ ...number, phone: '8619900000000' }], 'in entry 1, as phone: a number such as'],
    ['something before +', [{ ...number, phone: 'x+8619900000000' }], 'in entry 1, as phone: a number such as'],
    ['an extension', [{ ...number, phone: '+8619900000000x1' }], 'in entry 1, as phone: a number such as'],
    [
      'a landline',
      [number, { ...number, phone: '+862112345678' }],
      'in entry 2: a mobile number of ALLOWED_COUNTRY_CODES (86)',
    ],
    [
      'another country',
      [{ ...number, phone: '+85251234567' }],
      'in entry 1: a mobile number of ALLOWED_COUNTRY_CODES (86)',
    ],
    // It would never be found: requests are compared with E.164.
    [
      'a trunk prefix',
      [{ ...number, phone: '+86019900000000' }],
      'in entry 1: a number in E.164, without a trunk prefix such as 0 after the country calling code',
    ],
    [
      'the same number twice, once with a trunk prefix',
      [number, { ...number, phone: '+86019900000000', code: '111222' }],
      'in entry 2: a number in E.164',
    ],
    ['a short code', [{ ...number, code: '83517' }], 'in entry 1, as code: a code of six digits'],
    ['a long code', [{ ...number, code: '8351749' }], 'in entry 1, as code: a code of six digits'],
    ['a code without quotes', [{ ...number, code: 835174 }], 'in entry 1, as code: a code of six digits'],
    ...['000000', '999999', '012345', '123456', '456789', '987654', '654321', '543210'].map(
      (code): [string, unknown, string] => [
        `the obvious code ${code}`,
        [{ ...number, code }],
        'in entry 1, as code: a code of six digits, taken by chance',
      ],
    ),
    ['no expiry', [{ phone: number.phone, code: number.code }], 'in entry 1, as expires: a date such as 2027-01-31'],
    ['a day that does not exist', [{ ...number, expires: '2027-02-30' }], 'in entry 1, as expires: a date such as'],
    ['a month that does not exist', [{ ...number, expires: '2027-13-01' }], 'in entry 1, as expires: a date such as'],
    ['a year', [{ ...number, expires: '2027' }], 'in entry 1, as expires: a date such as'],
    ['a time', [{ ...number, expires: '2027-01-31T00:00:00Z' }], 'in entry 1, as expires: a date such as'],
    ['a late day', [{ ...number, expires: '2027-02-22' }], 'in entry 1: a date of the next 90 days, until 2027-02-21'],
    ['another field', [{ ...number, note: 'x' }], 'in entry 1: phone, code and expires only'],
    ['the same number twice', [number, { ...number, code: '111222' }], 'in entry 2: a number that no other entry has'],
    [
      'six numbers',
      Array.from({ length: 6 }, (_, index) => ({ ...number, phone: `+861990000000${index}` })),
      'at most 5 numbers',
    ],
  ])('are refused for %s, without being shown', (_, value, allowed) => {
    const text = JSON.stringify(value);
    let message = '';
    try {
      readConfiguration({ ...common, TEST_NUMBERS: text }, now);
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toContain(`  TEST_NUMBERS: found ${text.length} characters; allowed: ${allowed}`);
    expect(message).not.toMatch(/835174|83517\b|62112345678|51234567/);
  });

  it('last until a day within the next 90 days', () => {
    const read = (expires: string) =>
      readConfiguration({ ...common, TEST_NUMBERS: JSON.stringify([{ ...number, expires }]) }, now).testNumbers;
    expect(read('2027-02-21')).toMatchObject([{ expires: '2027-02-21' }]);
    expect(() => read('2027-02-22')).toThrow(/a date of the next 90 days, until 2027-02-21$/);
  });

  it('are of the allowed countries, which the refusal names', () => {
    const environment = { ...common, ALLOWED_COUNTRY_CODES: '86,852', TEST_NUMBERS: '' };
    environment.TEST_NUMBERS = JSON.stringify([{ ...number, phone: '+14155552671' }]);
    expect(() => readConfiguration(environment, now)).toThrow('a mobile number of ALLOWED_COUNTRY_CODES (86, 852)');
  });

  it('are refused if they are no JSON', () => {
    expect(() => readConfiguration({ ...common, TEST_NUMBERS: '+8619900000000=835174' }, now)).toThrow(
      'TEST_NUMBERS: found 21 characters; allowed: JSON such as [{"phone":',
    );
  });
});
