import * as z from 'zod';
import { codeStoreSchema, networkSchema } from './infrastructure-schema';
import { nodeRuntimes } from './node-runtimes';
import { displayName, environmentName, multipleOf, oneOf, textLike, wholeNumber } from './setting-values';
import { testNumbersConsent } from './test-numbers';
import { webhookKinds } from './webhook-kinds';

const monitoringSchema = z.strictObject({
  /** Days for which CLS stores the log. */
  retentionDays: wholeNumber(1, 3600),
  /**
   * Where alarms go besides the receivers of `alarm_receiver_uids`: each kind at most once. Its address is the sensitive Terraform
   * variable `alarm_webhook_<kind>`.
   * @default none
   */
  webhooks: z
    .array(oneOf(webhookKinds))
    .refine((kinds) => new Set(kinds).size === kinds.length, 'each kind at most once')
    .optional(),
});

const functionSchema = z.strictObject({
  /** Name of the function, which no other environment has. @change replaces the function */
  name: textLike(/^[A-Za-z][\w-]{0,58}[A-Za-z0-9]$/, 'letters, digits, hyphens and underscores, 2 to 60'),
  /**
   * The function's Node.js, which the platform cannot change.
   * @default the newest when the function is created
   * @change replaces the function, also to set it or to take it away
   */
  runtime: oneOf(nodeRuntimes).optional(),
  /** Memory of an instance, in MB. @change in place, but replaces the reservation of instances if there is one */
  memoryMb: multipleOf(128, 3072),
  /**
   * Time-out of an invocation, in seconds. A request waits at most 5 s for the captcha API, 5 s for the SMS API, and twice 1.5 s
   * for Redis.
   */
  timeoutSeconds: wholeNumber(1, 900),
  /**
   * Maximum number of concurrent instances. Their memory is reserved for the function; how much can be depends on the region
   * (`concurrency-quota.ts`).
   * @default the account's quota
   * @change replaces the reservation of instances
   */
  reservedInstances: wholeNumber(1, 900).optional(),
  /**
   * Other environment variables of the function, such as `SEND_DAILY_LIMIT`: neither secrets nor variables that the stack sets
   * itself (`stack-variables.ts`).
   * @default none
   */
  variables: z.record(z.string(), z.string('text')).optional(),
});

/** Country calling codes. platform: sms-template-countries */
const countryCodes = z
  .array(textLike(/^[1-9]\d{0,2}$/, 'a country calling code such as 852'))
  .refine((codes) => new Set(codes).size === codes.length, 'each country at most once');

const smsContentSchema = z.strictObject({
  /** Name of the template. @change replaces the template: no messages are sent until the new one is approved */
  templateName: displayName,
  /**
   * Name of a second template, for other countries than the Chinese mainland, if messages go to both.
   * @default - there is none
   * @change replaces the template: no messages are sent to these countries until the new one is approved
   */
  internationalTemplateName: displayName.optional(),
});

/**
 * A domain of one's own for the function, over HTTPS only. Before the first deployment, it needs a CNAME record (`make doctor` tells which
 * one) and, in a region of the Chinese mainland, its registration there (ICP).
 */
const domainSchema = z.strictObject({
  /** Name of the domain. @change replaces the domain: the former name no longer reaches the function, and tokens have another issuer */
  name: textLike(
    /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    'a domain name such as sms.example.com, in lower case and without a wildcard',
  ),
  /** ID of a certificate for this name in SSL Certificates. @change in place, without an interruption */
  certificateId: textLike(/^[A-Za-z0-9]{8}$/, 'the ID of a certificate such as a1B2c3D4'),
});

/** Keys of session tokens that fit into the function's variables: the one that signs, the next one, and the last one. */
export const mostSessionKeys = 3;
const sessionKeysAllowed = `one to ${mostSessionKeys} names, each once`;

/** The settings from which an environment's stack is built. Values that belong to an account are Terraform variables instead. */
export const environmentSchema = z.strictObject({
  /** Name of the environment, which `ENVIRONMENT` chooses. @change none: another name is another environment */
  name: environmentName,
  /** Region of all resources. @change is refused: add a second environment in the other region */
  region: textLike(/^[a-z]+-[a-z]+$/, 'a region such as ap-guangzhou'),
  /**
   * The network of the function and of Redis: an own one, one that exists, or that of another environment.
   * @change to another network or kind: the function moves, and keeps its address; an own Redis is replaced with an empty one
   */
  network: networkSchema,
  /**
   * Where codes are stored: in an own Redis, in one that exists, or in that of another environment, there with an account and a key prefix
   * of its own. `memory` needs no Redis, but limits the function to one instance.
   * @change to another store or kind: the function begins without codes and counters. An own Redis is deleted, as is the reservation of
   * the one instance of `memory`
   */
  codeStore: codeStoreSchema,
  /**
   * Permissions of the function: the platform's policy for the whole SMS API, or a custom policy that only allows `SendSms`.
   * @change in place: the role gets the other policy
   */
  executionPolicy: oneOf(['QcloudSMSFullAccess', 'send-only']),
  /** The function and its instances. */
  function: functionSchema,
  /**
   * HTTP trigger. API Gateway can no longer be bought, so only accounts that already have it can use it.
   * platform: api-gateway-retired
   * @change replaces the trigger: another address without a domain
   */
  trigger: oneOf(['function-url', 'api-gateway']),
  /**
   * An address that stays the same when the trigger changes or the function is created anew. @default - the trigger's own address, which
   * the platform chooses
   * @change in place: the domain is the address from then on, and the issuer of tokens, which back ends have to know first. To take it
   * away deletes the domain
   */
  domain: domainSchema.optional(),
  /**
   * Names of the keys of session tokens, such as `2026-11`: one to three. Terraform makes a key for each. The first one signs, and back ends are
   * told of all. To rotate, see "Rotate keys" in docs/operations.md: whoever takes away the first name at once logs everybody out.
   * @change in place: a new name gets a new key, and the key of a name that is taken away is deleted
   */
  sessionKeys: z
    .array(
      textLike(/^[a-z0-9][a-z0-9-]{0,19}$/, 'names of up to 20 lower-case letters, digits and hyphens'),
      sessionKeysAllowed,
    )
    .refine(
      (names) => names.length >= 1 && names.length <= mostSessionKeys && new Set(names).size === names.length,
      sessionKeysAllowed,
    ),
  /** For whom session tokens are: their claim `aud`. @default - their issuer, the domain or else the name of the stack */
  sessionAudience: z.string('text').optional(),
  /** Origins whose pages may call the function (CORS), or `*` for any. */
  corsOrigins: z.array(z.string('text'), 'a list of origins'),
  /**
   * Creates the body template. The signature is always created in the SMS console and named by a variable.
   * @default - the template is created in the console too
   * @change in place: the template is created, or deleted if it is taken away
   */
  smsContent: smsContentSchema.optional(),
  /**
   * Country calling codes whose messages have a template of their own, and a signature if they need one: the Terraform variable
   * `sms_destinations` says which. If `ALLOWED_COUNTRY_CODES` has 86 and other countries, 86 or all others have to be here, or
   * `smsContent` makes a template for each of both.
   * @default - all have the default template and signature
   * @change is refused until `sms_destinations` names the same countries, then in place
   */
  smsDestinations: countryCodes.optional(),
  /**
   * Allows the Terraform variable `test_numbers` in prod, and in every environment that is not deletable, where it is refused otherwise. The
   * value says what that means. @default - refused there
   */
  testNumbers: z.literal(testNumbersConsent, testNumbersConsent).optional(),
  /**
   * Stores the function's log in CLS for a number of days, and raises alarms on it.
   * @default none
   * @change in place to add it. To take it away replaces the function, and deletes the log and the alarms
   */
  monitoring: monitoringSchema.optional(),
  /** Whether the function serves a login page to browsers that open its address. */
  loginPage: z.boolean('true or false'),
  /** Whether Terraform may destroy Redis. To destroy an environment that was not deletable, deploy it with `true` first. */
  deletable: z.boolean('true or false'),
});

/** The settings of an environment, before or after they are checked. */
export type EnvironmentSettings = z.input<typeof environmentSchema>;
export type DomainSettings = z.input<typeof domainSchema>;
export type SmsContentSettings = z.input<typeof smsContentSchema>;
export type FunctionSettings = z.input<typeof functionSchema>;
