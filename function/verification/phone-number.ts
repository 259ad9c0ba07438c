import { parsePhoneNumberWithError } from 'libphonenumber-js/mobile';

/** A mobile number. */
export interface PhoneNumber {
  /** E.164, such as `+8618566246600`. */
  readonly e164: string;
  /** Country calling code, such as `86`. */
  readonly countryCode: string;
  /** Masked for the log: `+86185****6600`. */
  readonly masked: string;
}

/** A number, or why the text is refused. */
export type PhoneNumberResult =
  | { readonly phone: PhoneNumber }
  | { readonly refused: 'malformed' }
  | { readonly refused: 'country'; readonly countryCode: string };

/** Characters of the longest text that is read as a number. Normalizing can make a text many times longer. */
const longestText = 100;

/** Digits with the usual punctuation, after `+`, `00` or nothing. */
const written = /^(?:\+|00)? ?(?=[1-9])([\d ().-]{5,40})$/;

/**
 * Reads a mobile number with its country calling code: `86185…`, `+86185…`, `0086185…`, with or without spaces.
 * Landline numbers and numbers outside of the assigned ranges are malformed.
 */
export function readPhoneNumber(text: string, allowedCountryCodes: readonly string[]): PhoneNumberResult {
  if (text.length > longestText) return { refused: 'malformed' };
  const international = written.exec(text.normalize('NFKC').trim())?.[1];
  if (international === undefined) return { refused: 'malformed' };
  const number = parse(`+${international}`);
  if (number === undefined) return { refused: 'malformed' };
  const countryCode = number.countryCallingCode;
  if (!allowedCountryCodes.includes(countryCode)) return { refused: 'country', countryCode };
  if (!number.isValid()) return { refused: 'malformed' };
  return { phone: { e164: number.number, countryCode, masked: mask(countryCode, number.nationalNumber) } };
}

function parse(text: string) {
  try {
    return parsePhoneNumberWithError(text, { extract: false });
  } catch {
    return undefined;
  }
}

/** Hides at least four digits; shows up to three before and up to four after them. */
function mask(countryCode: string, national: string): string {
  const shownFirst = Math.max(0, Math.min(3, national.length - 8));
  const shownLast = Math.max(0, Math.min(4, national.length - 4));
  return `+${countryCode}${national.slice(0, shownFirst)}****${national.slice(national.length - shownLast)}`;
}
