import type { Limit } from '../store/code-store';

/** What a field breaks. */
export type Rule =
  | 'missing'
  /** Given more than once. */
  | 'repeated'
  /** An array, an object, a number … where text belongs. */
  | 'not-text'
  | 'malformed'
  /** Well-formed, but not one of the allowed. */
  | 'not-allowed'
  | 'too-large';

/** What is wrong with a request. */
export interface Problem {
  readonly field: 'httpMethod' | 'body' | 'method' | 'phone' | 'code' | 'ticket' | 'randstr';
  readonly rule: Rule;
  /** The values that are allowed, where there are few. */
  readonly allowed?: readonly string[];
}

/**
 * What came of a request. `codeStr` is what the client is told (but see `SendRefused`); a `reason` is for the log only.
 * Durations are seconds.
 */
export type Outcome =
  | { readonly codeStr: 'Ok'; readonly expiresIn: number; readonly retryAfter: number }
  | { readonly codeStr: 'Success'; readonly token?: string }
  | { readonly codeStr: 'CodeIsError'; readonly attemptsLeft: number }
  | { readonly codeStr: 'CodeHasExpired' }
  | { readonly codeStr: 'CodeHasValid' }
  | { readonly codeStr: 'InValidParam'; readonly problem: Problem }
  | { readonly codeStr: 'MissingCode' }
  | { readonly codeStr: LimitCode; readonly retryAfter: number }
  | { readonly codeStr: 'CaptchaRequired' }
  | { readonly codeStr: 'CaptchaFailed'; readonly reason: string }
  /** The SMS API refused the message; the client is told the API's own code. */
  | { readonly codeStr: 'SendRefused'; readonly apiCode: string; readonly reason: string }
  /** A part that is needed could not be reached, or did not answer in time. */
  | {
      readonly codeStr: 'ServiceUnavailable';
      readonly part: 'store' | 'sms' | 'captcha';
      readonly reason: string;
      readonly retryAfter?: number;
    }
  | { readonly codeStr: 'InternalError'; readonly reason: string };

export type CodeStr = Outcome['codeStr'];

/** The `codeStr` of each limit; the first two are also the SMS API's own. */
export const limitCodes = {
  interval: 'LimitExceeded.PhoneNumberThirtySecondLimit',
  day: 'LimitExceeded.PhoneNumberDailyLimit',
  address: 'LimitExceeded.ClientAddressLimit',
} as const satisfies Record<Limit, string>;

export type LimitCode = (typeof limitCodes)[Limit];
