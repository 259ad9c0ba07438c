import type { ClsAlarmNoticeWebCallbacks } from '@cdktf/provider-tencentcloud/lib/cls-alarm-notice';
import type { WebhookKind } from '../settings/webhook-kinds';

/** An address to which alarms go. */
export interface AlarmWebhook {
  readonly kind: WebhookKind;
  /** Who knows it can write to the group, so it is a reference to a sensitive variable. */
  readonly url: string;
}

/** The names of the kinds in CLS. platform: alarm-webhooks */
const callbackTypes: Readonly<Record<WebhookKind, string>> = {
  wecom: 'WeCom',
  dingtalk: 'DingTalk',
  lark: 'Lark',
  http: 'Http',
};

/** Describes a webhook for CLS, with its default content. platform: alarm-webhooks, alarm-webhook-read-back */
export const webCallbackOf = ({ kind, url }: AlarmWebhook): ClsAlarmNoticeWebCallbacks => ({
  callbackType: callbackTypes[kind],
  url,
  ...(kind === 'http' && { method: 'POST' }),
});
