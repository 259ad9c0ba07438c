import { z } from 'zod';
import type { Recipient } from './alarm-delivery';
import type { WebhookForm } from './alarm-message';
import { CloudError } from './cloud-error';
import type { Metrics } from './monitor-metrics';

const operators = { gt: '>', ge: '>=', lt: '<', le: '<=', eq: '=' } as const;
export type Operator = keyof typeof operators;
export const signOf = (operator: Operator) => operators[operator];

const second = z.int().min(0).max(86_399, 'it is a second of the day, 0 to 86399');

/** platform: monitor-notice */
const userNotices = z
  .array(
    z.looseObject({
      ReceiverType: z.literal('USER', 'the local cloud notifies only USER'),
      StartTime: second,
      EndTime: second,
      NoticeWay: z
        .array(z.enum(['EMAIL', 'SMS', 'CALL', 'WECHAT', 'RTX'], 'it is EMAIL, SMS, CALL, WECHAT or RTX'))
        .min(1, 'it has at least one channel'),
      UserIds: z.array(z.int()).min(1, 'it has at least one UID'),
    }),
  )
  .max(5, 'there are at most 5');
const urlNotices = z
  .array(z.looseObject({ URL: z.url({ error: 'it is an address' }).max(256, 'it has at most 256 characters') }))
  .max(6, 'there are at most 6');

const ruleSchema = z.looseObject({
  MetricName: z.string(),
  Period: z.int().min(10),
  Operator: z.enum(Object.keys(operators) as [Operator, ...Operator[]], 'it is gt, ge, lt, le or eq'),
  Value: z.string().regex(/^-?\d+(\.\d+)?$/, 'it is a number'),
  ContinuePeriod: z.literal(1, 'the local cloud supports one period'),
  NoticeFrequency: z.int().min(0),
});
const conditionSchema = z.looseObject({
  IsUnionRule: z.literal([0, 1]),
  Rules: z.array(ruleSchema).min(1, 'it has at least one rule'),
});

export type MonitorRule = z.infer<typeof ruleSchema>;

/** Refuses with the parameter and what is wrong with it, never with its value. */
function read<T>(schema: z.ZodType<T>, name: string, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path = [], message = '' } = result.error.issues[0] ?? {};
  throw new CloudError(
    'InvalidParameterValue',
    `The parameter ${[name, ...path].join('.')} is wrong: ${message}.`,
    name,
  );
}

/** The rules of a policy's condition. @throws a `CloudError` if a metric does not exist */
export function readRules(type: string, condition: unknown, metrics: Pick<Metrics, 'has'>): readonly MonitorRule[] {
  const { Rules } = read(conditionSchema, 'Condition', condition);
  for (const { MetricName } of Rules) {
    if (!metrics.has(type, MetricName))
      throw new CloudError(
        'InvalidParameterValue',
        `The policy type ${type} has no metric ${MetricName}.`,
        'Condition',
      );
  }
  return Rules;
}

/** Robots are recognised by the path of their address. platform: monitor-robots */
function formOf(url: string): WebhookForm {
  const { pathname } = new URL(url);
  if (pathname === '/cgi-bin/webhook/send') return 'WeCom';
  if (pathname === '/robot/send') return 'DingTalk';
  return pathname.startsWith('/open-apis/bot/') ? 'Lark' : 'Http';
}

/** Those whom a notice notifies. @throws a `CloudError` for whom it could not */
export function monitorRecipients(
  { UserNotices, URLNotices }: Readonly<Record<string, unknown>>,
  isUid: (uid: number) => boolean,
): readonly Recipient[] {
  const users = read(userNotices, 'UserNotices', UserNotices ?? []).flatMap(({ UserIds, NoticeWay: channels }) =>
    UserIds.map((uid): Recipient => ({ kind: 'user', uid, channels })),
  );
  const unknown = users.find((one) => one.kind === 'user' && !isUid(one.uid));
  if (unknown?.kind === 'user')
    throw new CloudError('InvalidParameterValue', `No user of this account has the UID ${unknown.uid}.`, 'UserNotices');
  const webhooks = read(urlNotices, 'URLNotices', URLNotices ?? []).map(
    ({ URL: url }): Recipient => ({ kind: 'webhook', form: formOf(url), method: 'POST', url }),
  );
  return [...users, ...webhooks];
}
