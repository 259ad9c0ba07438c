import { z } from 'zod';
import { isPrivateCidr } from './cidr';
import { redisArchitectures, redisVersions } from './redis-edition';
import { certificateTypes, signTypes } from './sms-content-kinds';

const namePattern = /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/;

const whole = (least: number, most: number) => {
  const allowed = `a whole number from ${least} to ${most}`;
  return z.int(allowed).min(least, allowed).max(most, allowed);
};
const multipleOf = (step: number, most: number) => {
  const allowed = `a multiple of ${step}, up to ${most}`;
  return z.int(allowed).min(step, allowed).max(most, allowed).multipleOf(step, allowed);
};
const matching = (pattern: RegExp, allowed: string) => z.string(allowed).regex(pattern, allowed);
const oneOf = <const Words extends readonly string[]>(words: Words) => z.enum(words, words.join(', '));
const keyOf = <Key extends string>(record: Readonly<Record<Key, number>>) =>
  z.enum(Object.keys(record) as Key[], Object.keys(record).join(', '));

/** The platform allows 60 characters; some of ours add a few. */
const displayName = matching(/^[\w .-]{1,50}$/, 'up to 50 letters, digits, spaces, dots, hyphens or underscores');
const cidr = z
  .string()
  .refine(
    isPrivateCidr,
    'a network such as 10.0.0.0/16 in 10.0.0.0/12, 172.16.0.0/12 or 192.168.0.0/16, /28 at the smallest',
  );

const networkSchema = z.strictObject({
  vpcName: displayName,
  vpcCidr: cidr,
  subnetName: displayName,
  subnetCidr: cidr,
  /** Availability zone of subnet and Redis, such as `ap-guangzhou-3`. */
  zone: matching(/^[a-z]+-[a-z]+-\d+$/, 'an availability zone such as ap-guangzhou-3'),
});

const redisSchema = z.strictObject({
  instanceName: displayName,
  version: oneOf(redisVersions),
  architecture: oneOf(redisArchitectures),
  /** Memory in MB: of the instance, or of each shard of a cluster. */
  memoryMb: multipleOf(1024, 65_536),
  replicas: whole(1, 5),
  /** Shards of a cluster. @default 1 */
  shards: z
    .literal([1, 3, 5, 8, 12, 16, 24, 32, 40, 48, 64, 80, 96, 128], 'a number of shards such as 1, 3, 5 or 8')
    .optional(),
});

const functionSchema = z.strictObject({
  name: matching(/^[A-Za-z][\w-]{0,58}[A-Za-z0-9]$/, 'letters, digits, hyphens and underscores, 2 to 60'),
  /** Memory of an instance, in MB. */
  memoryMb: multipleOf(128, 3072),
  /** Longest time for a request, in seconds. Captcha and SMS may take 5 each, Redis 1.5 twice. */
  timeoutSeconds: whole(1, 900),
  /** Most instances at a time. @default the account's quota */
  reservedInstances: whole(1, 1000).optional(),
  /** Instances kept ready, so that nobody waits for a cold start. @default none */
  provisionedInstances: whole(1, 1000).optional(),
  /** More environment variables of the function, such as `SEND_DAILY_LIMIT`; no secrets. @default none */
  variables: z.record(z.string(), z.string('text')).optional(),
});

const smsContentSchema = z.strictObject({
  /** Content of the signature. */
  signName: z.string('text').min(2, '2 to 20 characters').max(20, '2 to 20 characters'),
  /** What the signature is of. */
  signType: keyOf(signTypes),
  /** What proves it; the SMS API says which one a type of signature takes. */
  certificate: keyOf(certificateTypes),
  templateName: displayName,
});

/** An environment: how its stack is built. What belongs to an account is a Terraform variable instead. */
export const environmentSchema = z.strictObject({
  name: matching(namePattern, 'up to 20 lower-case letters, digits and hyphens, a letter first and no hyphen last'),
  region: matching(/^[a-z]+-[a-z]+$/, 'a region such as ap-guangzhou'),
  network: networkSchema,
  /** `memory` keeps codes in the one instance of the function that there then is, without Redis. */
  codeStore: z.union([z.literal('memory'), redisSchema], 'memory, or the settings of a Redis instance'),
  /** What the function may do: all of SMS by the preset policy, or sending alone by a policy of ours. */
  executionPolicy: oneOf(['QcloudSMSFullAccess', 'send-only']),
  function: functionSchema,
  /** API Gateway can no longer be bought: it is for accounts that have it. */
  trigger: oneOf(['function-url', 'api-gateway']),
  /** Origins whose pages may call the function, or `*`. */
  corsOrigins: z.array(z.string('text')),
  /** Signature and template as resources; without it they are made by hand and named by variables. @default none */
  smsContent: smsContentSchema.optional(),
  /** The function's log in CLS, and alarms on it. @default none */
  monitoring: z.strictObject({ retentionDays: whole(1, 3600) }).optional(),
  /** Whether a browser that opens the function's address is shown a page to log in. */
  loginPage: z.boolean('true or false'),
  /** Whether `destroy` may take the store of codes with it. */
  deletable: z.boolean('true or false'),
});

/** An environment's settings, checked or not. */
export type EnvironmentSettings = z.input<typeof environmentSchema>;
export type RedisStoreSettings = z.input<typeof redisSchema>;
export type NetworkSettings = z.input<typeof networkSchema>;
export type SmsContentSettings = z.input<typeof smsContentSchema>;
export type FunctionSettings = z.input<typeof functionSchema>;
