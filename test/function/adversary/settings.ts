import type { SendLimits } from '../../../function/configuration/configuration';
import type { StoreRules } from '../../../function/store/code-store';
import { createCalendar } from '../../../function/verification/calendar-day';

/** Settings of the service, small enough that a game reaches its limits, or the defaults. */
export interface Settings {
  readonly codeTtlMinutes: number;
  readonly maxAttempts: number;
  readonly sendLimits: SendLimits;
}

const timeZone = 'Asia/Shanghai';
const dayOf = createCalendar(timeZone);

export const settingsByName = {
  defaults: {
    codeTtlMinutes: 5,
    maxAttempts: 3,
    sendLimits: { intervalSeconds: 30, daily: 10, timeZone, perAddress: 60, addressWindowSeconds: 3600 },
  },
  small: {
    codeTtlMinutes: 5,
    maxAttempts: 2,
    sendLimits: { intervalSeconds: 30, daily: 4, timeZone, perAddress: 3, addressWindowSeconds: 600, dailyBudget: 30 },
  },
  /** More guesses than the limit of a day, and a limit for sites that bursts reach. */
  generous: {
    codeTtlMinutes: 10,
    maxAttempts: 5,
    sendLimits: { intervalSeconds: 10, daily: 12, timeZone, perAddress: 1, addressWindowSeconds: 60 },
  },
  /** Codes expire before the next message may be sent. */
  brief: {
    codeTtlMinutes: 1,
    maxAttempts: 1,
    sendLimits: { intervalSeconds: 90, daily: 6, timeZone, perAddress: 2, addressWindowSeconds: 7200, dailyBudget: 10 },
  },
} as const satisfies Readonly<Record<string, Settings>>;

export type SettingsName = keyof typeof settingsByName;

export function rulesOf({ codeTtlMinutes, maxAttempts, sendLimits }: Settings): StoreRules {
  return {
    codeTtl: codeTtlMinutes * 60_000,
    maxAttempts,
    sendInterval: sendLimits.intervalSeconds * 1000,
    sendDailyLimit: sendLimits.daily,
    sendAddressLimit: sendLimits.perAddress,
    addressWindow: sendLimits.addressWindowSeconds * 1000,
    dailyBudget: sendLimits.dailyBudget,
    dayOf,
  };
}
