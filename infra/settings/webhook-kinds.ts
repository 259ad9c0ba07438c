/** The chat groups and addresses to which alarms can go besides the receivers: WeCom, DingTalk, Lark, and an address of one's own. */
export const webhookKinds = ['wecom', 'dingtalk', 'lark', 'http'] as const;

export type WebhookKind = (typeof webhookKinds)[number];
