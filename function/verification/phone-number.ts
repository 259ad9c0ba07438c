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
  | { readonly refused: 'country'; readonly countryCode: string }
  /** It is a national number: with each of these calling codes in front, it is a number that is allowed. */
  | { readonly refused: 'no-country-code'; readonly callingCodes: readonly string[] };

/** Characters of the longest text that is read as a number. Normalizing can make a text many times longer. */
const longestText = 100;

/** Digits with the usual punctuation, after `+`, `00` or nothing. */
const written = /^(?:\+|00)? ?(?=[1-9])([\d ().-]{5,40})$/;

/** Digits with the usual punctuation that do not say that a country calling code comes first. */
const writtenNationally = /^(?!00)[\d(][\d ().-]+$/;

/**
 * Reads a mobile number with its country calling code: `86185…`, `+86185…`, `0086185…`, with or without spaces.
 * Landline numbers and numbers outside of the assigned ranges are malformed. A text that is a number either way, with the calling code
 * that it begins with or with one that is missing, is read as the former.
 */
export function readPhoneNumber(text: string, allowedCountryCodes: readonly string[]): PhoneNumberResult {
  if (text.length > longestText) return { refused: 'malformed' };
  const normalized = text.normalize('NFKC').trim();
  const reading = readInternational(normalized, allowedCountryCodes);
  if ('phone' in reading || !writtenNationally.test(normalized)) return reading;
  const isAllowed = (number: string) => 'phone' in readInternational(number, allowedCountryCodes);
  const callingCodes = allowedCountryCodes.filter((callingCode) => isAllowed(`+${callingCode}${normalized}`));
  return callingCodes.length > 0 ? { refused: 'no-country-code', callingCodes } : reading;
}

function readInternational(text: string, allowedCountryCodes: readonly string[]): PhoneNumberResult {
  const international = written.exec(text)?.[1];
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
