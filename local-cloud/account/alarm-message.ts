/** An alarm as its receivers get it. */
export interface AlarmMessage {
  readonly id: string;
  readonly name: string;
  /** What raised it, in the words of the service. */
  readonly condition: string;
  /** What its author wrote for its receivers. @default none */
  readonly text?: string | undefined;
  /** When it was raised, such as `2026-01-02 03:04:05`. */
  readonly time: string;
}

export type WebhookForm = 'Http' | 'WeCom' | 'DingTalk' | 'Lark';

/** The body of a call to a webhook, in the form that each kind of robot takes. platform: alarm-webhook-forms */
export function webhookBody(form: WebhookForm, { id, name, condition, text = '', time }: AlarmMessage): object {
  const lines = [name, text, condition, time].filter((line) => line !== '');
  switch (form) {
    case 'WeCom':
      return { msgtype: 'markdown', markdown: { content: lines.join('\n') } };
    case 'DingTalk':
      return { msgtype: 'markdown', markdown: { title: name, text: lines.join('\n\n') }, at: { isAtAll: false } };
    case 'Lark':
      return { msg_type: 'text', content: { text: lines.join('\n') } };
    case 'Http':
      return {
        AlarmID: id,
        AlarmName: name,
        Condition: condition,
        CustomizeMessage: text,
        TriggerTime: time,
        NotifyType: '1',
      };
  }
}

/**
 * What a robot reports in its answer. Robots answer with the status 200 also when they refuse a message.
 * platform: alarm-webhook-forms
 *
 * @returns why the message was refused, or `undefined`
 */
export function webhookRefusal(form: WebhookForm, answer: string): string | undefined {
  if (form === 'Http') return undefined;
  const field = form === 'Lark' ? 'code' : 'errcode';
  const code = readField(answer, field);
  return code === 0 ? undefined : `the robot answered ${code === undefined ? `without ${field}` : `${field} ${code}`}`;
}

function readField(answer: string, field: string): number | undefined {
  try {
    const value: unknown = (JSON.parse(answer) as Readonly<Record<string, unknown>>)[field];
    return typeof value === 'number' ? value : undefined;
  } catch {
    return undefined;
  }
}
