import { expiryOf, type TestNumber } from '../configuration/test-numbers';

/** Tells which numbers are test numbers now, until they expire. */
export interface TestNumbers {
  /** The fixed code of a test number; `undefined` for an ordinary number. */
  codeOf(e164: string): string | undefined;
}

/** @param now returns the current time in milliseconds since 1970 */
export function createTestNumbers(numbers: readonly TestNumber[], now: () => number): TestNumbers {
  const byPhone = new Map(numbers.map((number) => [number.phone, { code: number.code, expiry: expiryOf(number) }]));
  return {
    codeOf(e164) {
      const found = byPhone.get(e164);
      return found !== undefined && now() < found.expiry ? found.code : undefined;
    },
  };
}
