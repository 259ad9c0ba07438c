import { readReportOptions } from '../report-options';

/** What `make number` is asked for. */
export interface NumberOptions {
  /** In E.164, such as `+8618566246600`. */
  readonly phone: string;
  /** Whether to lift the limits of the number. */
  readonly release: boolean;
  /** Whether to print the number in full. */
  readonly full: boolean;
  readonly json: boolean;
}

/**
 * Reads `PHONE`, `RELEASE`, `FULL` and the words of `ARGS`.
 *
 * @throws {Error} about what is missing or not allowed, without the number
 */
export function readNumberOptions(env: NodeJS.ProcessEnv, words: readonly string[]): NumberOptions {
  const { json } = readReportOptions(words);
  const { PHONE: phone = '' } = env;
  const allowed = 'a number with + and its country code, such as +8618566246600';
  if (phone === '') throw new Error(`PHONE is not set: set it to ${allowed}.`);
  if (!/^\+[1-9]\d{6,14}$/.test(phone)) throw new Error(`PHONE is malformed; allowed: ${allowed}.`);
  return { phone, release: isSet(env, 'RELEASE'), full: isSet(env, 'FULL'), json };
}

function isSet(env: NodeJS.ProcessEnv, name: 'RELEASE' | 'FULL'): boolean {
  const value = env[name] ?? '';
  if (value === '' || value === '1') return value === '1';
  throw new Error(`${name}: found "${value}"; allowed: 1, or unset.`);
}
