import { type AlarmMessage, type WebhookForm, webhookBody, webhookRefusal } from './alarm-message';

/** Who gets an alarm. */
export type Recipient =
  | { readonly kind: 'user'; readonly uid: number; readonly channels: readonly string[] }
  | {
      readonly kind: 'webhook';
      readonly form: WebhookForm;
      readonly method: 'POST' | 'PUT';
      /** A secret: it is never part of a `Notification`. */
      readonly url: string;
    };

/** An alarm that was sent to somebody. */
export interface Notification {
  readonly alarm: string;
  /** What the receiver reads. */
  readonly text: string;
  /** Such as `the user 16012345 by Email, Sms` or `the webhook WeCom`; never an address. */
  readonly recipient: string;
  /** Why it did not arrive. @default - it arrived */
  readonly failure?: string;
  readonly time: string;
}

/** Milliseconds for which a webhook is waited. */
const webhookTimeoutMs = 5000;

export interface AlarmDeliveryOptions {
  /** Changes the address to call, for tests. @default - the address is called as it is */
  readonly locateWebhook?: ((url: string) => string) | undefined;
}

/** Sends alarms to users and webhooks, and keeps a record of it in memory. Messages to users are only recorded. */
export function createAlarmDelivery({ locateWebhook = (url) => url }: AlarmDeliveryOptions) {
  const notifications: Notification[] = [];

  async function callWebhook(
    recipient: Recipient & { kind: 'webhook' },
    message: AlarmMessage,
  ): Promise<string | undefined> {
    const { form, method, url } = recipient;
    try {
      const response = await fetch(locateWebhook(url), {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(webhookBody(form, message)),
        redirect: 'error',
        signal: AbortSignal.timeout(webhookTimeoutMs),
      });
      const answer = await response.text();
      return response.ok ? webhookRefusal(form, answer) : `it answered with the status ${response.status}`;
    } catch {
      // The error can contain the address, which is a secret.
      return 'it does not answer';
    }
  }

  return {
    /** All that were sent, oldest first. */
    notifications: (): readonly Notification[] => notifications,

    async send(message: AlarmMessage, recipients: readonly Recipient[]): Promise<void> {
      const text = [message.name, message.text ?? '', message.condition].filter((line) => line !== '').join('\n');
      const sending = recipients.map(async (recipient): Promise<Notification> => {
        const sent = { alarm: message.name, text, time: message.time };
        if (recipient.kind === 'user') {
          return { ...sent, recipient: `the user ${recipient.uid} by ${recipient.channels.join(', ')}` };
        }
        const failure = await callWebhook(recipient, message);
        return { ...sent, recipient: `the webhook ${recipient.form}`, ...(failure !== undefined && { failure }) };
      });
      notifications.push(...(await Promise.all(sending)));
    },
  };
}

export type AlarmDelivery = ReturnType<typeof createAlarmDelivery>;
