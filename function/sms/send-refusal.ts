import { createCalendar } from '../verification/calendar-day';
import type { NumberLimitCode, RefusedNumberCode, SendResult } from './sms-sender';

/** platform: sms-day. The platform's calendar day. */
const dayOf = createCalendar('Asia/Shanghai');

/**
 * Seconds until a limit of the SMS API allows another message to the number. The API does not tell when a window began, so these
 * are the longest times that can be left.
 *
 * platform: sms-number-limits
 */
const waitingTimes: Readonly<Record<NumberLimitCode, (now: number) => number>> = {
  'LimitExceeded.PhoneNumberThirtySecondLimit': () => 30,
  'LimitExceeded.PhoneNumberOneHourLimit': () => 3600,
  'LimitExceeded.PhoneNumberDailyLimit': (now) => Math.ceil((dayOf(now).endsAt - now) / 1000),
  // One message with the same content is sent in 30 seconds, and the next code is another content.
  'LimitExceeded.PhoneNumberSameContentDailyLimit': () => 30,
};

const refusedNumbers: Readonly<Record<RefusedNumberCode, true>> = {
  'InvalidParameterValue.IncorrectPhoneNumber': true,
  'FailedOperation.PhoneNumberInBlacklist': true,
};

/**
 * What refusals of a template that is for other countries mean, for the operator.
 *
 * platform: sms-template-countries
 */
const mixedUpTemplates: Readonly<Record<string, (countryCode: string) => string>> = {
  'UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone': (countryCode) =>
    `the template of country ${countryCode} is for the Chinese mainland only: set one for other countries (SMS_DESTINATIONS)`,
  'UnsupportedOperation.GlobalTemplateToChineseMainlandPhone': (countryCode) =>
    `the template of country ${countryCode} is for other countries only: set one for the Chinese mainland (SMS_DESTINATIONS)`,
};

/** What the SMS API says about a message that it refuses. */
export interface SendFailure {
  readonly apiCode: string;
  readonly reason: string;
  /** Country calling code of the message's number. */
  readonly countryCode: string;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/**
 * Tells refusals that concern only the user's number from those that an operator has to know about: limits of the application or
 * the account, the signature, the template, the package, permissions, and codes that are not known here.
 *
 * platform: sms-delivery-frequency
 */
export function readSendRefusal({ apiCode, reason, countryCode, now }: SendFailure): SendResult {
  if (isKeyOf(waitingTimes, apiCode)) {
    return { result: 'limited', apiCode, reason, retryAfter: waitingTimes[apiCode](now) };
  }
  if (isKeyOf(refusedNumbers, apiCode)) return { result: 'number-refused', apiCode, reason };
  const explain = isKeyOf(mixedUpTemplates, apiCode) ? mixedUpTemplates[apiCode] : undefined;
  return { result: 'refused', apiCode, reason: explain === undefined ? reason : `${explain(countryCode)}; ${reason}` };
}

function isKeyOf<Code extends string>(codes: Readonly<Record<Code, unknown>>, code: string): code is Code {
  return Object.hasOwn(codes, code);
}
