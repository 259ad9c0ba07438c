import { describe, expect, it } from 'vitest';
import { addCallingCode, findCode } from '../../../function/page/browser/typed-input';
import { readPhoneNumber } from '../../../function/verification/phone-number';

describe('A typed number', () => {
  it.each(['18566246600', '185 6624 6600', ' 185-6624-6600', '+86 185 6624 6600', '0086 18566246600', '1８5６6246600'])(
    'gets the chosen country calling code, unless it already has one: %s',
    (typed) => {
      expect(readPhoneNumber(addCallingCode(typed, '86'), ['86'])).toMatchObject({ phone: { e164: '+8618566246600' } });
    },
  );
});

describe('A pasted code', () => {
  it.each([
    ['042137', '042137'],
    ['042 137', '042137'],
    ['042-137', '042137'],
    ['０４２１３７', '042137'],
    ['Your signup verification code is 042137. Please enter it within 5 minutes.', '042137'],
    ['【Test demo】验证码 042137，5 分钟内有效。', '042137'],
    ['12345', undefined],
    ['1234567', undefined],
    ['call 18566246600', undefined],
    ['', undefined],
  ])('is found in %j', (text, code) => {
    expect(findCode(text)).toBe(code);
  });
});
