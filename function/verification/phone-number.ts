import { parsePhoneNumberWithError } from 'libphonenumber-js/mobile';

/** A mobile number. */
export interface PhoneNumber {
  /** E.164, such as `+8618566246600`. */
  readonly e164: string;
  /** With its middle hidden, fit for a log: `+86185****6600`. */
  readonly masked: string;
}

/** A number, or why there is none. */
export type PhoneNumberReading =
  | { readonly phone: PhoneNumber }
  | { readonly refused: 'malformed' }
  | { readonly refused: 'country'; readonly countryCode: string };

/** Digits with the marks people write between them, and `+` or `00` or nothing before the country calling code. */
const written = /^(?:\+|00)? ?(?=[1-9])([\d ().-]{5,40})$/;

/**
 * Reads a mobile number with its country calling code: `86185…`, `+86185…`, `0086185…`, with or without spaces.
 * Landlines and numbers that no network has assigned are malformed.
 */
export function readPhoneNumber(text: string, allowedCountryCodes: readonly string[]): PhoneNumberReading {
  const international = written.exec(text.normalize('NFKC').trim())?.[1];
  if (international === undefined) return { refused: 'malformed' };
  const number = parse(`+${international}`);
  if (number === undefined) return { refused: 'malformed' };
  const countryCode = number.countryCallingCode;
  if (!allowedCountryCodes.includes(countryCode)) return { refused: 'country', countryCode };
  if (!number.isValid()) return { refused: 'malformed' };
  return { phone: { e164: number.number, masked: mask(countryCode, number.nationalNumber) } };
}

function parse(text: string) {
  try {
    return parsePhoneNumberWithError(text, { extract: false });
  } catch {
    return undefined;
  }
}

/** Hides four digits or more, and shows three before and four after them where there are so many. */
function mask(countryCode: string, national: string): string {
  const shownFirst = Math.max(0, Math.min(3, national.length - 8));
  const shownLast = Math.max(0, Math.min(4, national.length - 4));
  return `+${countryCode}${national.slice(0, shownFirst)}****${national.slice(national.length - shownLast)}`;
}
