/** A message with a verification code. */
export interface SmsMessage {
  /** E.164. */
  readonly to: string;
  /** Country calling code of the number, such as `86`. */
  readonly countryCode: string;
  readonly code: string;
  /** TTL of the code in minutes. */
  readonly minutes: number;
}

/** The SMS API's codes for its own limits of messages to a number. */
export type NumberLimitCode =
  | 'LimitExceeded.PhoneNumberThirtySecondLimit'
  | 'LimitExceeded.PhoneNumberOneHourLimit'
  | 'LimitExceeded.PhoneNumberDailyLimit'
  | 'LimitExceeded.PhoneNumberSameContentDailyLimit';

/** The SMS API's codes for a number to which it sends nothing: it is wrong, or its owner wants no messages. */
export type RefusedNumberCode = 'InvalidParameterValue.IncorrectPhoneNumber' | 'FailedOperation.PhoneNumberInBlacklist';

export type SendResult =
  | { readonly result: 'sent' }
  /** The API refused: the message will not arrive. */
  | { readonly result: 'refused'; readonly apiCode: string; readonly reason: string }
  /** The same, because of a limit of the API for the number. `retryAfter` is in seconds. */
  | {
      readonly result: 'limited';
      readonly apiCode: NumberLimitCode;
      readonly reason: string;
      readonly retryAfter: number;
    }
  /** The same, because the API sends nothing to the number. */
  | { readonly result: 'number-refused'; readonly apiCode: RefusedNumberCode; readonly reason: string }
  /** The API could not be reached: the message will not arrive. */
  | { readonly result: 'unreachable'; readonly reason: string }
  /** The API did not reply: the message may arrive. */
  | { readonly result: 'unanswered'; readonly reason: string };

/** Sends verification codes. */
export interface SmsSender {
  send(message: SmsMessage): Promise<SendResult>;
}
