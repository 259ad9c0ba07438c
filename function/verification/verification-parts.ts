import type { KeyObject } from 'node:crypto';
import type { Captcha } from '../captcha/captcha';
import type { SendLimits } from '../configuration/configuration';
import type { Sessions } from '../session/session';
import type { SmsSender } from '../sms/sms-sender';
import type { CodeStore } from '../store/code-store';
import type { CalendarDay } from './calendar-day';

/** Dependencies of the rules of `getSms` and `login`. */
export interface VerificationParts {
  readonly store: CodeStore;
  readonly sender: SmsSender;
  /** @default - no captcha is required */
  readonly captcha?: Captcha | undefined;
  /** @default - `Success` has no token */
  readonly sessions?: Sessions | undefined;
  /** Key of the HMAC under which codes are stored. */
  readonly codeKey: KeyObject;
  readonly codeTtlMinutes: number;
  readonly allowedCountryCodes: readonly string[];
  readonly sendLimits: SendLimits;
  /** Returns the calendar day of a time, for the daily limit. */
  readonly dayOf: (now: number) => CalendarDay;
  /** Returns the current time in milliseconds since 1970. */
  readonly now: () => number;
}
