import { cloudTime } from './account-context';
import type { Recipient } from './alarm-delivery';
import type { AlarmMessage } from './alarm-message';
import { readReceivers } from './cls-receivers';
import type { Settings } from './cls-records';
import { readWebCallbacks } from './cls-web-callbacks';

interface NamedSettings {
  readonly name: string;
  readonly settings: Settings;
}

/** What the receivers of an alarm read. platform: alarm-message */
export function messageOf(id: string, { name, settings }: NamedSettings, now: number): AlarmMessage {
  const { Condition, MessageTemplate } = settings;
  return {
    id,
    name,
    condition: String(Condition),
    text: typeof MessageTemplate === 'string' ? MessageTemplate : undefined,
    time: cloudTime(now),
  };
}

/** Those whom a notice notifies at a time: users between their start and end times, and all webhooks. platform: alarm-receiver-times */
export function recipientsOf(settings: Settings, now: number): readonly Recipient[] {
  const time = cloudTime(now).slice(-'00:00:00'.length);
  const users = readReceivers(settings.NoticeReceivers).flatMap((receiver) => {
    const isNotified = receiver.StartTime <= time && time <= receiver.EndTime;
    const { ReceiverIds, ReceiverChannels: channels } = receiver;
    return isNotified ? ReceiverIds.map((uid): Recipient => ({ kind: 'user', uid, channels })) : [];
  });
  const webhooks = readWebCallbacks(settings.WebCallbacks).map(
    ({ CallbackType: form, Method: method = 'POST', Url: url }): Recipient => ({ kind: 'webhook', form, method, url }),
  );
  return [...users, ...webhooks];
}
