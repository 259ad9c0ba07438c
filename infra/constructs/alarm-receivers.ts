import type { AlarmWebhook } from './alarm-webhook';

/** Whom all alarms of an environment notify. */
export interface AlarmReceivers {
  /** UIDs of CAM users. */
  readonly uids: number[];
  readonly webhooks: readonly AlarmWebhook[];
}
