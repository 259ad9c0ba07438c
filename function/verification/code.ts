import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes, randomInt } from 'node:crypto';

/** Creates a code of six digits; all of the million codes are equally likely. */
export function createCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

const sixDigits = /^\d{6}$/;

/** Characters of the longest text that is read as a code. Normalizing can make a text many times longer. */
const longestText = 40;

/** Reads a code as users enter it: six digits, also with spaces or in full width. */
export function readCode(text: string): string | undefined {
  if (sixDigits.test(text)) return text;
  if (text.length > longestText) return undefined;
  const digits = text.normalize('NFKC').replaceAll(' ', '');
  return sixDigits.test(digits) ? digits : undefined;
}

/**
 * Derives the key of the HMAC under which codes are stored, with HKDF (RFC 5869).
 *
 * @param secret `undefined` for a random key, which only this process has
 */
export function deriveCodeKey(secret: string | undefined): KeyObject {
  if (secret === undefined) return createSecretKey(randomBytes(32));
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'sms-verification code', 32)));
}

/**
 * Returns what is stored instead of a code: an HMAC-SHA256 of number and code, truncated to 132 bits (22 characters of
 * base64url). A plain hash would hide nothing, since there are only a million codes.
 */
export function hashCode(key: KeyObject, e164: string, code: string): string {
  return createHmac('sha256', key).update(`${e164}:${code}`).digest('base64url').slice(0, 22);
}
