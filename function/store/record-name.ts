/** What decides which record of a store a code is in. */
interface CodeOwner {
  /** E.164. */
  readonly phone: string;
  /** @default false */
  readonly isTest?: boolean | undefined;
}

/**
 * Name of the record of a number. A test number has another one than the ordinary number that it is before and afterwards, so that neither
 * accepts a code of the other.
 */
export function recordName({ phone, isTest = false }: CodeOwner): string {
  return isTest ? `test:${phone}` : phone;
}
