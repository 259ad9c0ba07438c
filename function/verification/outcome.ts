import type { NumberLimitCode, RefusedNumberCode } from '../sms/sms-sender';
import type { AttemptLimit, SendLimit } from '../store/code-store';

/** Rules that a field of a request can violate. */
export const rules = [
  'missing',
  /** The field occurs more than once. */
  'repeated',
  /** The value is an array, an object, a number, … instead of text. */
  'not-text',
  'malformed',
  /** A mobile number without its country calling code. */
  'no-country-code',
  /** Well-formed, but not one of the allowed values. */
  'not-allowed',
  'too-large',
] as const;

export type Rule = (typeof rules)[number];

/** What can be wrong with a request: its HTTP method, its body, or one of its fields. */
export const problemFields = ['httpMethod', 'body', 'method', 'phone', 'code', 'handle', 'ticket', 'randstr'] as const;

/** What is wrong with a request. The client gets `field` and `rule` as they are. */
export interface Problem {
  readonly field: (typeof problemFields)[number];
  readonly rule: Rule;
  /** The allowed values, if there are few. */
  readonly allowed?: readonly string[];
}

/**
 * The outcome of a request. `codeStr` is sent to the client (except for `SendRefused`); `reason` is for the log only.
 * Durations are in seconds.
 */
export type Outcome =
  | { readonly codeStr: 'Ok'; readonly expiresIn: number; readonly retryAfter: number; readonly handle: string }
  | { readonly codeStr: 'Success'; readonly token?: string }
  | { readonly codeStr: 'CodeIsError'; readonly attemptsLeft: number }
  | { readonly codeStr: 'CodeHasExpired' }
  | { readonly codeStr: 'CodeHasValid' }
  | { readonly codeStr: 'InValidParam'; readonly problem: Problem }
  | { readonly codeStr: 'MissingCode' }
  /** `reason` is the SMS API's, if the limit is one of its own. */
  | { readonly codeStr: LimitCode; readonly retryAfter: number; readonly reason?: string }
  /** The request comes from a page whose origin is not allowed. */
  | { readonly codeStr: 'OriginNotAllowed' }
  | { readonly codeStr: 'CaptchaRequired' }
  | { readonly codeStr: 'CaptchaFailed'; readonly reason: string }
  /** The SMS API sends no messages to the number. */
  | { readonly codeStr: RefusedNumberCode; readonly reason: string }
  /** The SMS API refused the message for a reason that an operator has to know; the client gets the API's own code. */
  | { readonly codeStr: 'SendRefused'; readonly apiCode: string; readonly reason: string }
  /** A part that the request needs could not be reached, or did not reply in time. */
  | {
      readonly codeStr: 'ServiceUnavailable';
      readonly part: 'store' | 'sms' | 'captcha';
      readonly reason: string;
      readonly retryAfter?: number;
    }
  | { readonly codeStr: 'InternalError'; readonly reason: string };

export type CodeStr = Outcome['codeStr'];

/** The `codeStr` of each limit of messages. The SMS API uses the first two for limits of its own. */
export const sendLimitCodes = {
  interval: 'LimitExceeded.PhoneNumberThirtySecondLimit',
  day: 'LimitExceeded.PhoneNumberDailyLimit',
  address: 'LimitExceeded.ClientAddressLimit',
  range: 'LimitExceeded.NumberRangeLimit',
  total: 'LimitExceeded.TotalLimit',
  budget: 'LimitExceeded.TotalLimit',
} as const satisfies Record<SendLimit, string>;

/** The `codeStr` of each limit of wrong codes. */
export const attemptLimitCodes = {
  attempts: 'LimitExceeded.WrongCodeLimit',
  address: 'LimitExceeded.ClientAddressLimit',
} as const satisfies Record<AttemptLimit, string>;

export type LimitCode = (typeof sendLimitCodes)[SendLimit] | (typeof attemptLimitCodes)[AttemptLimit] | NumberLimitCode;

/** Whether an outcome is a limit of this service, or of the SMS API for a number. */
export function isLimit(outcome: Outcome): outcome is Outcome & { readonly codeStr: LimitCode } {
  return outcome.codeStr.startsWith('LimitExceeded.');
}
