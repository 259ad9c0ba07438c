import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPhoneNumber } from '../../../function/verification/phone-number';
import { propertyRuns, propertyTimeout } from '../../support/property-runs';

const mainland = ['86'];

describe('Reading a phone number', () => {
  it.each([
    '8618566246600',
    '+8618566246600',
    '008618566246600',
    ' 86 185 6624 6600 ',
    '+86 185-6624-6600',
    '+ 86 185 6624 6600',
    '00 86 185 6624 6600',
    '86(185)66246600',
    '＋８６１８５６６２４６６００',
  ])('reads %j as +8618566246600', (text) => {
    expect(readPhoneNumber(text, mainland)).toEqual({
      phone: { e164: '+8618566246600', countryCode: '86', masked: '+86185****6600' },
    });
  });

  it.each([
    ['nothing', ''],
    ['three digits', '861'],
    ['forty digits', '8618566246600'.repeat(4).slice(0, 40)],
    ['a digit too few', '861856624660'],
    ['a digit too many', '86185662466001'],
    ['a landline', '8657187654321'],
    ['a landline of Beijing', '+86 10 6554 1234'],
    ['a service number', '8610086'],
    ['letters', '86185ABCDEFG'],
    ['letters before', 'tel:8618566246600'],
    ['an extension', '8618566246600 ext 5'],
    ['NUL', '86185662466\u000000'],
    ['emoji', '📱8618566246600'],
    ['two plus signs', '++8618566246600'],
    ['digits of another script', '٨٦١٨٥٦٦٢٤٦٦٠٠'],
    ['two numbers', '8618566246600,8618566246601'],
    ['a prototype', '__proto__'],
  ])('refuses %s', (_, text) => {
    expect(readPhoneNumber(text, mainland)).toEqual({ refused: 'malformed' });
  });

  it('refuses countries that are not allowed', () => {
    expect(readPhoneNumber('+14155552671', mainland)).toEqual({ refused: 'country', countryCode: '1' });
    expect(readPhoneNumber('85251234567', mainland)).toEqual({ refused: 'country', countryCode: '852' });
    expect(readPhoneNumber('85251234567', ['86', '852'])).toEqual({
      phone: { e164: '+85251234567', countryCode: '852', masked: '+852****4567' },
    });
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['18566246600', mainland, ['86']],
    [' 185 6624 6600 ', mainland, ['86']],
    ['１８５６６２４６６００', mainland, ['86']],
    ['13812345678', ['1', '86'], ['86']],
    ['51234567', ['86', '852'], ['852']],
    ['07911123456', ['44', '86'], ['44']],
    ['91234567', ['65', '86', '852'], ['65', '852']],
  ])('refuses %j without its country calling code, and names those that fit', (text, allowed, callingCodes) => {
    expect(readPhoneNumber(text, allowed)).toEqual({ refused: 'no-country-code', callingCodes });
    for (const callingCode of callingCodes) {
      expect(readPhoneNumber(`${callingCode}${text.trim()}`, allowed)).toHaveProperty('phone');
    }
  });

  it('reads a number as one with its country calling code first', () => {
    expect(readPhoneNumber('18566246600', ['1', '86'])).toMatchObject({ phone: { e164: '+18566246600' } });
  });

  it.each(['+18566246600', '0018566246600'])(
    'takes %j, which says that it has a country calling code, at its word',
    (text) => {
      expect(readPhoneNumber(text, mainland)).toEqual({ refused: 'country', countryCode: '1' });
    },
  );

  it('does not suggest a country calling code with which the number would be no mobile number', () => {
    expect(readPhoneNumber('57187654321', mainland)).toEqual({ refused: 'country', countryCode: '57' });
    expect(readPhoneNumber('057187654321', mainland)).toEqual({ refused: 'malformed' });
  });
});

describe('The masked number', () => {
  it.each([
    ['86', '8618566246600', '+86185****6600'],
    ['49', '4915123456789', '+49151****6789'],
    ['852', '85251234567', '+852****4567'],
    ['298', '298211234', '+298****34'],
  ])('hides at least four digits (+%s)', (countryCode, number, masked) => {
    expect(readPhoneNumber(number, [countryCode])).toMatchObject({ phone: { masked } });
  });
});

describe('Any text as a phone number', () => {
  it('is refused, or read as an E.164 number that is read as the same number again', {
    timeout: propertyTimeout,
  }, () => {
    const pieces = fc.constantFrom(
      '+',
      '00',
      '86',
      '185',
      '6624',
      '6600',
      ' ',
      '-',
      '(',
      ')',
      '.',
      '٣',
      '９',
      '1',
      '\u0000',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 20 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (any) => {
        const read = readPhoneNumber(any, mainland);
        if (!('phone' in read)) return;
        const { e164, masked } = read.phone;
        expect(e164).toMatch(/^\+861\d{10}$/);
        expect(masked).not.toContain(e164.slice(3));
        expect(readPhoneNumber(e164, mainland)).toEqual(read);
      }),
      { numRuns: propertyRuns },
    );
  });
});
