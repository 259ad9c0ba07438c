import * as z from 'zod';
import { isSubnetCidr, isVpcCidr } from './cidr';
import { nodeRuntimes } from './node-runtimes';
import { redisArchitectures, redisVersions } from './redis-edition';
import { testNumbersConsent } from './test-numbers';
import { webhookKinds } from './webhook-kinds';

const namePattern = /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/;

const wholeNumber = (min: number, max: number) => {
  const allowed = `a whole number from ${min} to ${max}`;
  return z.int(allowed).min(min, allowed).max(max, allowed);
};
const multipleOf = (step: number, max: number) => {
  const allowed = `a multiple of ${step}, up to ${max}`;
  return z.int(allowed).min(step, allowed).max(max, allowed).multipleOf(step, allowed);
};
const textLike = (pattern: RegExp, allowed: string) => z.string(allowed).regex(pattern, allowed);
const oneOf = <const Words extends readonly string[]>(words: Words) => z.enum(words, words.join(', '));

/** The platform allows 60 bytes, for Redis 59. The limit is lower here because some names get a suffix. platform: name-length, redis-name */
const displayName = textLike(/^[\w .-]{1,50}$/, 'up to 50 letters, digits, spaces, dots, hyphens or underscores');
/** The API lists no dots, and no spaces either, which the vendor's document has. platform: redis-name */
const redisName = textLike(/^[\w -]{1,50}$/, 'up to 50 letters, digits, spaces, hyphens or underscores');
const cidr = (isAllowed: (text: string) => boolean, prefix: string) =>
  z
    .string()
    .refine(
      isAllowed,
      `a CIDR block such as 10.0.0.0/16 within 10.0.0.0/12, 172.16.0.0/12 or 192.168.0.0/16, with a prefix ${prefix}`,
    );

const zone = textLike(/^[a-z]+-[a-z]+-\d+$/, 'an availability zone such as ap-guangzhou-3');

const timeOfDay = textLike(/^(([01]\d|2[0-2]):[0-5]\d|23:00)$/, 'a time from 00:00 to 23:00, such as 03:00');
const maintenanceWindowSchema = z.strictObject({ from: timeOfDay, to: timeOfDay });

/** What is there already, and belongs to somebody else: it is used, and neither changed nor destroyed. */
const id = (prefix: string) => textLike(new RegExp(`^${prefix}-[a-z0-9]{8}$`), `an ID such as ${prefix}-1a2b3c4d`);
const environmentName = textLike(
  namePattern,
  'up to 20 lower-case letters, digits and hyphens, a letter first and no hyphen last',
);
/** What a named environment has, such as that of `dev`. It has to be deployed first, and cannot be destroyed as long as it is used. */
const ofEnvironmentSchema = z.strictObject({ environment: environmentName });

/** A VPC and a subnet that exist. The function, and an own Redis, are in this subnet. */
const existingNetworkSchema = z.strictObject({
  existing: z.strictObject({ vpcId: id('vpc'), subnetId: id('subnet') }),
});

/**
 * A Redis instance (4.0 or newer) that exists, in the VPC of the function. Its password is the Terraform variable `redis_password`. The
 * security groups of the instance have to let the function's subnet in.
 */
const existingRedisSchema = z.strictObject({ existing: z.strictObject({ instanceId: id('crs') }) });

/**
 * Other addresses or another zone replace a deployed VPC, its subnet and Redis, with an empty one. Terraform refuses that if the
 * environment is not `deletable`. The function moves, and keeps its address.
 */
const ownNetworkSchema = z.strictObject({
  vpcName: displayName,
  vpcCidr: cidr(isVpcCidr, 'of at most /28'),
  subnetName: displayName,
  subnetCidr: cidr(isSubnetCidr, 'of /16 to /28'),
  /** Availability zone of the subnet and of Redis, such as `ap-guangzhou-3`. */
  zone,
});

const redisSchema = z.strictObject({
  instanceName: redisName,
  /** A newer version upgrades a deployed instance in place. An older one is refused: the platform does not downgrade. */
  version: oneOf(redisVersions),
  /** Another architecture replaces a deployed instance with an empty one, which Terraform refuses if it is not `deletable`. */
  architecture: oneOf(redisArchitectures),
  /** Memory of the instance, or of each shard of a cluster, in MB. */
  memoryMb: multipleOf(1024, 65_536),
  /** Number of replicas of the master node. */
  replicas: wholeNumber(1, 5),
  /**
   * Availability zone of each replica, at least one of them another one than the network's. Other zones move the replicas of a deployed
   * instance in place, unless it was created without: then it has to have one replica before it can get zones, and a plan says so.
   * @default - all replicas are in the network's zone
   */
  replicaZones: z.array(zone).optional(),
  /**
   * Hours of a day, in the time of the region, in which the platform maintains the instance: 30, 60, 90, 120 or 180 minutes between 00:00 and
   * 23:00. Without it, the instance keeps the window that it has. @default - the platform's
   */
  maintenanceWindow: maintenanceWindowSchema.optional(),
  /** Number of shards; only for the cluster architecture. @default 1 */
  shards: z
    .literal([1, 3, 5, 8, 12, 16, 24, 32, 40, 48, 64, 80, 96, 128], 'a number of shards such as 1, 3, 5 or 8')
    .optional(),
});

const monitoringSchema = z.strictObject({
  /** Days for which CLS stores the log. */
  retentionDays: wholeNumber(1, 3600),
  /**
   * Where alarms go besides the receivers of `alarm_receiver_uids`: each kind at most once. Its address is the sensitive Terraform
   * variable `alarm_webhook_<kind>`. @default none
   */
  webhooks: z
    .array(oneOf(webhookKinds))
    .refine((kinds) => new Set(kinds).size === kinds.length, 'each kind at most once')
    .optional(),
});

const functionSchema = z.strictObject({
  /** Another name replaces a deployed function, which gets another Function URL. */
  name: textLike(/^[A-Za-z][\w-]{0,58}[A-Za-z0-9]$/, 'letters, digits, hyphens and underscores, 2 to 60'),
  /**
   * The function's Node.js. The platform cannot change it: to set it, change it or take it away replaces a deployed function, which
   * gets another Function URL. @default the newest when the function is created
   */
  runtime: oneOf(nodeRuntimes).optional(),
  /** Memory of an instance, in MB. */
  memoryMb: multipleOf(128, 3072),
  /**
   * Time-out of an invocation, in seconds. A request waits at most 5 s for the captcha API, 5 s for the SMS API, and twice 1.5 s
   * for Redis.
   */
  timeoutSeconds: wholeNumber(1, 900),
  /**
   * Maximum number of concurrent instances. Their memory is reserved for the function; how much can be depends on the region
   * (`concurrency-quota.ts`). @default the account's quota
   */
  reservedInstances: wholeNumber(1, 900).optional(),
  /**
   * Other environment variables of the function, such as `SEND_DAILY_LIMIT`: neither secrets nor variables that the stack sets
   * itself (`stack-variables.ts`). @default none
   */
  variables: z.record(z.string(), z.string('text')).optional(),
});

/** Country calling codes. platform: sms-template-countries */
const countryCodes = z
  .array(textLike(/^[1-9]\d{0,2}$/, 'a country calling code such as 852'))
  .refine((codes) => new Set(codes).size === codes.length, 'each country at most once');

const smsContentSchema = z.strictObject({
  /** Name of the template. A change replaces the template: until the new one is approved, no messages are sent. */
  templateName: displayName,
  /**
   * Name of a second template, for other countries than the Chinese mainland, if messages go to both. A change replaces the template.
   * @default - there is none
   */
  internationalTemplateName: displayName.optional(),
});

/**
 * A domain of one's own for the function, over HTTPS only. Before the first deployment, it needs a CNAME record (`make doctor` tells which
 * one) and, in a region of the Chinese mainland, its registration there (ICP).
 */
const domainSchema = z.strictObject({
  /** Another name replaces the former one, which no longer reaches the function. */
  name: textLike(
    /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    'a domain name such as sms.example.com, in lower case and without a wildcard',
  ),
  /** ID of a certificate for this name in SSL Certificates. Another one takes its place without an interruption. */
  certificateId: textLike(/^[A-Za-z0-9]{8}$/, 'the ID of a certificate such as a1B2c3D4'),
});

/** Keys of session tokens that fit into the function's variables: the one that signs, the next one, and the last one. */
export const mostSessionKeys = 3;

const networkSchema = z.union(
  [existingNetworkSchema, ofEnvironmentSchema, ownNetworkSchema],
  'the settings of a VPC and a subnet, { existing: { vpcId, subnetId } } or { environment }',
);
const codeStoreSchema = z.union(
  [z.literal('memory'), existingRedisSchema, ofEnvironmentSchema, redisSchema],
  'memory, the settings of a Redis instance, { existing: { instanceId } } or { environment }',
);

/** The settings from which an environment's stack is built. Values that belong to an account are Terraform variables instead. */
export const environmentSchema = z.strictObject({
  name: environmentName,
  /** Region of all resources. It cannot change once the environment is deployed. */
  region: textLike(/^[a-z]+-[a-z]+$/, 'a region such as ap-guangzhou'),
  /** The network of the function and of Redis: an own one, one that exists, or that of another environment. */
  network: networkSchema,
  /**
   * Where codes are stored: in an own Redis, in one that exists, or in that of another environment, there with an account and a key prefix
   * of its own. `memory` needs no Redis, but limits the function to one instance.
   */
  codeStore: codeStoreSchema,
  /** Permissions of the function: the platform's policy for the whole SMS API, or a custom policy that only allows `SendSms`. */
  executionPolicy: oneOf(['QcloudSMSFullAccess', 'send-only']),
  function: functionSchema,
  /**
   * HTTP trigger. API Gateway can no longer be bought, so only accounts that already have it can use it.
   * platform: api-gateway-retired
   */
  trigger: oneOf(['function-url', 'api-gateway']),
  /**
   * An address that stays the same when the trigger changes or the function is created anew. @default - the trigger's own address, which
   * the platform chooses
   */
  domain: domainSchema.optional(),
  /**
   * Names of the keys of session tokens, such as `2026-11`: one to three. Terraform makes a key for each. The first one signs, and back ends are
   * told of all. To rotate, see "Rotate keys" in docs/operations.md: whoever takes away the first name at once logs everybody out.
   */
  sessionKeys: z
    .array(textLike(/^[a-z0-9][a-z0-9-]{0,19}$/, 'names of up to 20 lower-case letters, digits and hyphens'))
    .refine(
      (names) => names.length >= 1 && names.length <= mostSessionKeys && new Set(names).size === names.length,
      `one to ${mostSessionKeys} names, each once`,
    ),
  /** For whom session tokens are: their claim `aud`. @default - their issuer, the domain or else the name of the stack */
  sessionAudience: z.string('text').optional(),
  /** Origins whose pages may call the function (CORS), or `*` for any. */
  corsOrigins: z.array(z.string('text')),
  /**
   * Creates the body template. The signature is always created in the SMS console and named by a variable.
   * @default - the template is created in the console too
   */
  smsContent: smsContentSchema.optional(),
  /**
   * Country calling codes whose messages have a template of their own, and a signature if they need one: the Terraform variable
   * `sms_destinations` says which. If `ALLOWED_COUNTRY_CODES` has 86 and other countries, 86 or all others have to be here, or
   * `smsContent` makes a template for each of both. @default - all have the default template and signature
   */
  smsDestinations: countryCodes.optional(),
  /**
   * Allows the Terraform variable `test_numbers` in prod, and in every environment that is not deletable, where it is refused otherwise. The
   * value says what that means. @default - refused there
   */
  testNumbers: z.literal(testNumbersConsent, testNumbersConsent).optional(),
  /**
   * Stores the function's log in CLS for a number of days, and raises alarms on it. Taking it away replaces a deployed function,
   * which gets another Function URL. @default none
   */
  monitoring: monitoringSchema.optional(),
  /** Whether the function serves a login page to browsers that open its address. */
  loginPage: z.boolean('true or false'),
  /** Whether Terraform may destroy Redis. To destroy an environment that was not deletable, deploy it with `true` first. */
  deletable: z.boolean('true or false'),
});

/** The settings of an environment, before or after they are checked. */
export type EnvironmentSettings = z.input<typeof environmentSchema>;
export type RedisStoreSettings = z.input<typeof redisSchema>;
export type MaintenanceWindow = z.input<typeof maintenanceWindowSchema>;
export type ExistingRedisSettings = z.input<typeof existingRedisSchema>;
export type OwnNetworkSettings = z.input<typeof ownNetworkSchema>;
export type ExistingNetworkSettings = z.input<typeof existingNetworkSchema>;
export type DomainSettings = z.input<typeof domainSchema>;
export type SmsContentSettings = z.input<typeof smsContentSchema>;
export type FunctionSettings = z.input<typeof functionSchema>;
