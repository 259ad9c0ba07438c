import { Fn, type Precondition, TerraformVariable, VariableType } from 'cdktf';
import type { Construct } from 'constructs';
import type { WebhookKind } from '../settings/webhook-kinds';

const groups: Readonly<Record<WebhookKind, string>> = {
  wecom: 'the robot of a WeCom group',
  dingtalk: 'the robot of a DingTalk group',
  lark: 'the robot of a Lark group',
  http: 'your own service that takes alarms',
};

const nameOf = (kind: WebhookKind) => `alarm_webhook_${kind}`;

/** `https` and a host. platform: alarm-webhooks */
const addressPattern = '^https://[^/?#[:space:]]+[^[:space:]]*$';
/** The 1024 bytes that CLS takes. platform: alarm-webhooks */
const longestAddress = 1024;

/** Declares the variable with the address of a webhook. Whoever knows the address can write to the group, so it is sensitive. */
export const alarmWebhookVariable = (stack: Construct, kind: WebhookKind): TerraformVariable =>
  new TerraformVariable(stack, nameOf(kind), {
    type: VariableType.STRING,
    nullable: false,
    sensitive: true,
    description: `Webhook address of ${groups[kind]}, to which alarms go. It begins with https://.`,
  });

/**
 * Fails the plan if the address of a webhook cannot be one. It is not a validation of the variable, because Terraform prints the
 * value that a validation refuses, a sensitive one too. platform: validation-shows-value
 *
 * @param url the reference to the variable
 */
export const webhookAddressRule = (kind: WebhookKind, url: string): Precondition => ({
  condition: Fn.alltrue([
    Fn.can(Fn.regex(addressPattern, url)),
    Fn.can(Fn.regex(`^.{1,${longestAddress / 2}}.{0,${longestAddress / 2}}$`, url)),
  ]),
  errorMessage:
    `${nameOf(kind)} has to be the whole webhook address of ${groups[kind]}: https://, a host and a path, ` +
    `without spaces, of at most ${longestAddress} characters.`,
});
