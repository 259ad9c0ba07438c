import * as z from 'zod/mini';
import { readPhoneNumber } from '../verification/phone-number';
import type { Reading } from './variable-readers';

/** A number that logs in with a fixed code, and gets no messages. */
export interface TestNumber {
  /** E.164. */
  readonly phone: string;
  /** Six digits. Whoever knows it logs in. */
  readonly code: string;
  /** The last day, in UTC, such as `2027-01-31`. Afterwards, the number is an ordinary one. */
  readonly expires: string;
}

/** Days that a test number may be one at most, counted from the start of the function, and from a plan. */
export const longestTestDays = 90;

/** The most test numbers, since the platform limits the size of all variables. platform: variables-limit */
export const mostTestNumbers = 5;

const digits = '0123456789';
const runs = (text: string) => [0, 1, 2, 3, 4].map((start) => text.slice(start, start + 6));

/** Codes that whoever guesses tries first: six equal digits, or six in a row, up or down. */
export const obviousCodes: readonly string[] = [
  ...[...digits].map((digit) => digit.repeat(6)),
  ...runs(digits),
  ...runs([...digits].reverse().join('')),
];

const day = 86_400_000;

const sample = '[{"phone":"+8619900000000","code":"six digits","expires":"2027-01-31"}]';

/** A date is refused that does not exist, such as February 30. */
const isDate = (text: string) => {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
};

const textLike = (allowed: string, isAllowed: (text: string) => boolean) =>
  z.string({ error: allowed }).check(z.refine(isAllowed, { error: allowed }));

const testNumber = z.strictObject(
  {
    phone: textLike('a number such as +8619900000000', (text) => /^\+[1-9]\d{6,14}$/.test(text)),
    code: textLike(
      'a code of six digits, taken by chance',
      (text) => /^\d{6}$/.test(text) && !obviousCodes.includes(text),
    ),
    expires: textLike('a date such as 2027-01-31', isDate),
  },
  { error: ({ code }) => (code === 'unrecognized_keys' ? 'phone, code and expires only' : 'an object') },
);

const testNumbers = z
  .array(testNumber, { error: `a list such as ${sample}` })
  .check(z.maxLength(mostTestNumbers, { error: `at most ${mostTestNumbers} numbers` }));

/** The test numbers of a text, or what is allowed instead. This names entries by their position, since numbers and codes are secrets. */
export function readTestNumbers(text: string): Reading<readonly TestNumber[]> {
  const json = parseJson(text);
  if (json === undefined) return { allowed: `JSON such as ${sample}` };
  const { data = [], error } = testNumbers.safeParse(json);
  const [issue] = error?.issues ?? [];
  if (issue !== undefined) return { allowed: describeIssue(issue.path, issue.message) };
  const repeated = data.findIndex(({ phone }, index) => data.slice(0, index).some((other) => other.phone === phone));
  return repeated === -1 ? { value: data } : { allowed: `${nameOf(repeated)}: a number that no other entry has` };
}

/** The end of a test number's last day, in milliseconds since 1970. */
export function expiryOf({ expires }: TestNumber): number {
  return Date.parse(expires) + day;
}

/**
 * Returns what is wrong with test numbers in this configuration; `undefined` if nothing is.
 *
 * @param now milliseconds since 1970
 */
export function wrongTestNumbers(
  numbers: readonly TestNumber[],
  { allowedCountryCodes, now }: { readonly allowedCountryCodes: readonly string[]; readonly now: number },
): string | undefined {
  for (const [index, number] of numbers.entries()) {
    const reading = readPhoneNumber(number.phone, allowedCountryCodes);
    if (!('phone' in reading)) {
      return `${nameOf(index)}: a mobile number of ALLOWED_COUNTRY_CODES (${allowedCountryCodes.join(', ')})`;
    }
    // Requests are compared with E.164: the number would be an ordinary one, which gets messages.
    if (reading.phone.e164 !== number.phone) {
      return `${nameOf(index)}: a number in E.164, without a trunk prefix such as 0 after the country calling code`;
    }
    if (Date.parse(number.expires) > now + longestTestDays * day) {
      const latest = new Date(now + longestTestDays * day).toISOString().slice(0, 10);
      return `${nameOf(index)}: a date of the next ${longestTestDays} days, until ${latest}`;
    }
  }
  return undefined;
}

const nameOf = (index: number) => `in entry ${index + 1}`;

function describeIssue([index, field]: readonly PropertyKey[], allowed: string): string {
  if (typeof index !== 'number') return allowed;
  return field === undefined ? `${nameOf(index)}: ${allowed}` : `${nameOf(index)}, as ${String(field)}: ${allowed}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
