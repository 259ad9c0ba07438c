import type { EnvironmentSettings } from '../../../../infra/settings/environment-schema';
import { webhookKinds } from '../../../../infra/settings/webhook-kinds';
import { environment, synthesize } from '../../../support/synthesize';

/** A Terraform variable of a stack. */
export interface StackVariable {
  readonly name: string;
  readonly description: string;
  readonly isSecret: boolean;
  readonly isRequired: boolean;
}

/** When each variable is needed, or what it does where it is not. All other tables of Terraform variables refer to this one. */
export const neededWhen: Readonly<Record<string, string>> = {
  sms_sdkappid: 'always',
  sms_sign: 'unless `smsDestinations` names all countries; may be empty if no message without one of these goes to 86',
  sms_template_id: 'unless there is `smsContent`, or `smsDestinations` names all countries',
  sms_destinations: 'with `smsDestinations`',
  redis_password: 'with `codeStore.existing`',
  captcha_appid: 'never; together with `captcha_secret`, requires a captcha',
  captcha_secret: 'with `captcha_appid`',
  test_numbers: 'never; in prod, and where not `deletable`, refused without `testNumbers`',
  alarm_receiver_uids: 'with `monitoring`',
  ...Object.fromEntries(
    webhookKinds.map((kind) => [`alarm_webhook_${kind}`, `if \`monitoring.webhooks\` has \`${kind}\``]),
  ),
};

/** Environments whose stacks have all variables that there are. */
const environments: readonly EnvironmentSettings[] = [
  environment('example'),
  environment('example', {
    monitoring: { retentionDays: 7, webhooks: [...webhookKinds] },
    function: { ...environment('example').function, variables: { ALLOWED_COUNTRY_CODES: '86,852' } },
    smsDestinations: ['852'],
    network: { existing: { vpcId: 'vpc-1a2b3c4d', subnetId: 'subnet-1a2b3c4d' } },
    codeStore: { existing: { instanceId: 'crs-1a2b3c4d' } },
  }),
];

/** Lists the Terraform variables of all possible stacks. */
export function listStackVariables(): readonly StackVariable[] {
  const found = new Map(environments.flatMap(variablesOf).map((variable) => [variable.name, variable]));
  return [...found.values()];
}

/** The Terraform variables of the stack of an environment. */
export function variablesOf(settings: EnvironmentSettings): readonly StackVariable[] {
  return Object.entries(synthesize(settings).variable).map(
    ([name, { description, sensitive, default: byDefault }]) => ({
      name,
      description: String(description),
      isSecret: sensitive === true,
      isRequired: byDefault === undefined,
    }),
  );
}
