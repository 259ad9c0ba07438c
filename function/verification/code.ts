import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes, randomInt } from 'node:crypto';

/** Six digits, each of the million codes as likely as any other. */
export function createCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

const sixDigits = /^\d{6}$/;

/** Reads a code as a person enters it: six digits, perhaps with spaces or in full width. */
export function readCode(text: string): string | undefined {
  if (sixDigits.test(text)) return text;
  const digits = text.normalize('NFKC').replaceAll(' ', '');
  return sixDigits.test(digits) ? digits : undefined;
}

/**
 * The key under which codes are stored.
 *
 * @param secret what it is derived from (HKDF, RFC 5869); absent: a random key, good for this process only
 */
export function deriveCodeKey(secret: string | undefined): KeyObject {
  if (secret === undefined) return createSecretKey(randomBytes(32));
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'sms-verification code', 32)));
}

/**
 * What is stored in a code's place: an HMAC-SHA256 of number and code, cut to 132 bits (22 characters of base64url). A
 * plain hash would hide nothing, since there are only a million codes.
 */
export function hashCode(key: KeyObject, e164: string, code: string): string {
  return createHmac('sha256', key).update(`${e164}:${code}`).digest('base64url').slice(0, 22);
}
