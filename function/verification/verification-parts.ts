import type { KeyObject } from 'node:crypto';
import type { Captcha } from '../captcha/captcha';
import type { CaptchaWhen, CodeHandle, SendLimits } from '../configuration/configuration';
import type { Sessions } from '../session/session';
import type { SmsSender } from '../sms/sms-sender';
import type { ClientNetworks, CodeStore, Notice } from '../store/code-store';
import type { HashNumber } from './keyed-hash';
import type { TestNumbers } from './test-numbers';

/** Dependencies of the rules of `getSms` and `login`. */
export interface VerificationParts {
  readonly store: CodeStore;
  readonly sender: SmsSender;
  /** @default - no captcha is required */
  readonly captcha?: Captcha | undefined;
  readonly captchaWhen: CaptchaWhen;
  /** @default - `Success` has no token */
  readonly sessions?: Sessions | undefined;
  /** @default - there are no test numbers */
  readonly testNumbers?: TestNumbers | undefined;
  /** Key of the HMACs that stand for codes and handles. */
  readonly codeKey: KeyObject;
  readonly hashNumber: HashNumber;
  /** Returns the tags of the networks of a client's IP address. */
  readonly tagNetworks: (clientAddress: string) => ClientNetworks;
  readonly codeHandle: CodeHandle;
  readonly codeTtlMinutes: number;
  readonly allowedCountryCodes: readonly string[];
  readonly sendLimits: SendLimits;
  /** Tells the operator. */
  readonly notify: (notice: Notice) => void;
}
