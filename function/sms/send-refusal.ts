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
 * Tells refusals that concern only the user's number from those that an operator has to know about: limits of the application or
 * the account, the signature, the template, the package, permissions, and codes that are not known here.
 *
 * platform: sms-delivery-frequency
 *
 * @param now in milliseconds since 1970
 */
export function readSendRefusal(apiCode: string, reason: string, now: number): SendResult {
  if (isKeyOf(waitingTimes, apiCode)) {
    return { result: 'limited', apiCode, reason, retryAfter: waitingTimes[apiCode](now) };
  }
  if (isKeyOf(refusedNumbers, apiCode)) return { result: 'number-refused', apiCode, reason };
  return { result: 'refused', apiCode, reason };
}

function isKeyOf<Code extends string>(codes: Readonly<Record<Code, unknown>>, code: string): code is Code {
  return Object.hasOwn(codes, code);
}
