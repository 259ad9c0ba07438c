import type { KeyObject } from 'node:crypto';
import type { SmsSender } from '../../../function/sms/sms-sender';
import type { CodeStore, Notice } from '../../../function/store/code-store';
import { withIdempotentRetries } from '../../../function/store/idempotent-retries';
import { createNetworkTags, createNumberHashes } from '../../../function/verification/keyed-hash';
import { createVerification, type Verification } from '../../../function/verification/verification';
import { type LateOperation, withFaults } from './faulty-store';
import type { Settings } from './settings';

/** An instance of the service. */
export interface Instance {
  verification: Verification;
  /** IDs of the attempts that got no reply, by number, code and handle: entered again, such a code is the same attempt. */
  readonly unanswered: Map<string, string>;
  /** Loses what the process knows. */
  restart(): void;
}

export interface InstanceOptions {
  readonly store: () => CodeStore;
  readonly sms: SmsSender;
  readonly codeKey: KeyObject;
  readonly settings: Settings;
  readonly later: (operation: LateOperation) => void;
  readonly notify: (notice: Notice) => void;
}

export function createInstance({ store, sms, codeKey, settings, later, notify }: InstanceOptions): Instance {
  const start = () =>
    createVerification({
      ...settings,
      store: withIdempotentRetries(withFaults(store(), later)),
      sender: sms,
      codeKey,
      hashNumber: createNumberHashes(codeKey),
      tagNetworks: createNetworkTags(codeKey),
      captchaWhen: 'always',
      codeHandle: 'optional',
      allowedCountryCodes: ['86'],
      notify,
    });
  const instance: Instance = {
    verification: start(),
    unanswered: new Map(),
    restart() {
      instance.verification = start();
      instance.unanswered.clear();
    },
  };
  return instance;
}
