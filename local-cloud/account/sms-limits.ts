import type { Message } from './sms-records';

/** Shortest time between two messages to a number, and between two with the same content, in milliseconds. platform: sms-interval-default */
const intervalMs = 30_000;
/** Messages to other countries of a new account in a day. platform: sms-international-daily-limit */
const internationalDailyLimit = 100;

/** The message that is to be sent, and what was sent before. */
export interface LimitConditions {
  readonly message: Message;
  /** All earlier messages of the account. */
  readonly sent: readonly Message[];
  /** Messages to a number in a day, a setting of the application. */
  readonly dailyLimit: number;
}

export const isMainland = (phoneNumber: string) => phoneNumber.startsWith('+86');

/**
 * @returns the API's code and message for the limit that a message would exceed; `undefined` for none
 *
 * platform: sms-number-limits, sms-default-limits, sms-daily-limit-code, sms-same-content-code
 */
export function findExceededLimit(conditions: LimitConditions): readonly [code: string, message: string] | undefined {
  const { message, sent, dailyLimit } = conditions;
  const now = Date.parse(message.sentAt);
  const isToday = ({ sentAt }: Message) => dayOf(Date.parse(sentAt)) === dayOf(now);
  const toNumber = sent.filter(({ to }) => to === message.to);
  const recent = toNumber.filter(({ sentAt }) => now - Date.parse(sentAt) < intervalMs);
  if (recent.some(({ text }) => text === message.text)) {
    return ['LimitExceeded.PhoneNumberSameContentDailyLimit', 'one message with the same content in 30 seconds'];
  }
  if (recent.length > 0) return ['LimitExceeded.PhoneNumberThirtySecondLimit', 'one message in 30 seconds'];
  if (toNumber.filter(isToday).length >= dailyLimit) {
    return ['LimitExceeded.PhoneNumberDailyLimit', `${dailyLimit} messages in a day`];
  }
  if (isMainland(message.to)) return undefined;
  const abroad = sent.filter((one) => !isMainland(one.to) && isToday(one));
  if (abroad.length < internationalDailyLimit) return undefined;
  return ['LimitExceeded.DailyLimit', `${internationalDailyLimit} messages to other countries in a day`];
}

/** The calendar day in Beijing. platform: sms-day */
const dayOf = (time: number) => Math.floor((time + 8 * 3_600_000) / 86_400_000);
