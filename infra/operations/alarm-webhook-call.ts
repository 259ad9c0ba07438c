import { type WebhookKind, webhookKinds } from '../settings/webhook-kinds';

/** Milliseconds for which a webhook is waited. */
const timeoutMs = 10_000;

/** The message in the form of each kind of robot. platform: alarm-webhook-forms */
function bodyOf(kind: WebhookKind, text: string): object {
  switch (kind) {
    case 'wecom':
    case 'dingtalk':
      return { msgtype: 'text', text: { content: text } };
    case 'lark':
      return { msg_type: 'text', content: { text } };
    case 'http':
      return { CustomizeMessage: text };
  }
}

/**
 * Sends a text to the webhooks whose addresses are in `TF_VAR_alarm_webhook_<kind>`.
 *
 * @returns for each of them, its kind and why it did not arrive; never an address, which is a secret
 */
export async function callWebhooks(
  env: NodeJS.ProcessEnv,
  text: string,
): Promise<readonly { readonly kind: WebhookKind; readonly failure?: string }[]> {
  const calls = webhookKinds.flatMap((kind) => {
    const url = env[`TF_VAR_alarm_webhook_${kind}`];
    return url ? [{ kind, url }] : [];
  });
  return Promise.all(
    calls.map(async ({ kind, url }) => {
      const failure = await callWebhook(kind, url, text);
      return failure === undefined ? { kind } : { kind, failure };
    }),
  );
}

async function callWebhook(kind: WebhookKind, url: string, text: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(kind, text)),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) return `the status ${response.status}`;
    if (kind === 'http') return undefined;
    const field = kind === 'lark' ? 'code' : 'errcode';
    const code: unknown = ((await response.json()) as Readonly<Record<string, unknown>>)[field];
    return code === 0 ? undefined : `${field} ${code}`;
  } catch {
    // The error can contain the address.
    return 'no answer';
  }
}
