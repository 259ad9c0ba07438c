/** Whether `make test-long` runs the tests: all cases instead of the shortest example of each behaviour. */
export const isAtLength = process.env.AT_LENGTH === '1';

/**
 * The name of a test that only `make test-long` runs, while `make test` runs a shorter example of the same behaviour and names this one
 * as skipped. Use it with `it.runIf(isAtLength)`.
 */
export function atLength(name: string): string {
  return isAtLength ? name : `${name} (left to make test-long)`;
}
