import type { ApiEndpoint } from './api-endpoint';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error';
import type { ProcessEnvironment } from './process-environment';
import { missingVariables } from './required-variables';
import { secretVariables, type Variables, variables } from './variables';

/** A value for the body template's `{1}`, `{2}`, … */
export type TemplateParameter = 'code' | 'minutes';

/** The Redis instance that stores codes. */
export interface RedisSettings {
  readonly host: string;
  readonly port: number;
  /** Empty if the instance has none. */
  readonly password: string;
}

/** The SMS application that sends messages. */
export interface TencentCloudSmsSettings {
  readonly sdkAppId: string;
  readonly sign: string;
  readonly templateId: string;
  readonly templateParameters: readonly TemplateParameter[];
  readonly region: string;
  readonly endpoint: ApiEndpoint;
}

/** The captcha application. */
export interface CaptchaSettings {
  readonly appId: number;
  readonly secret: string;
  readonly endpoint: ApiEndpoint;
}

/** Settings of session tokens. */
export interface SessionSettings {
  readonly secret: string;
  readonly ttlMinutes: number;
}

/** Rate limits of messages. */
export interface SendLimits {
  readonly intervalSeconds: number;
  readonly daily: number;
  /** Time zone of the calendar day. */
  readonly timeZone: string;
  readonly perAddress: number;
  readonly addressWindowSeconds: number;
}

/** The configuration of the function, checked. */
export interface Configuration {
  /** @default - codes are stored in memory */
  readonly redis?: RedisSettings;
  /** @default - messages are printed */
  readonly tencentCloudSms?: TencentCloudSmsSettings;
  /** @default - no captcha is required */
  readonly captcha?: CaptchaSettings;
  /** @default - `Success` has no token */
  readonly session?: SessionSettings;
  /** The secret from which the key of stored codes is derived. @default - a random key, which only this process has */
  readonly codeSecret?: string;
  readonly codeTtlMinutes: number;
  readonly codeMaxAttempts: number;
  readonly allowedCountryCodes: readonly string[];
  readonly sendLimits: SendLimits;
  readonly corsOrigins: readonly string[];
  /** Whether the function serves the login page. */
  readonly loginPage: boolean;
}

/**
 * Reads the configuration from the process environment. An empty variable counts as not set.
 *
 * @throws {ConfigurationError} naming every variable that is missing or malformed
 */
export function readConfiguration(environment: ProcessEnvironment): Configuration {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(given);
  const malformed = (parsed.error?.issues ?? []).map((issue) => ({
    name: String(issue.path[0]),
    allowed: issue.message,
  }));
  const problems = [...malformed, ...missingVariables(given, environment)].map(
    ({ name, allowed }): ConfigurationProblem => ({ name, found: describeValue(name, given[name]), allowed }),
  );
  if (!parsed.success || problems.length > 0) throw new ConfigurationError(problems);
  return toConfiguration(parsed.data);
}

function describeValue(name: string, value: string | undefined): string {
  if (value === undefined) return 'not set';
  return secretVariables.has(name) ? `found ${value.length} characters` : `found ${JSON.stringify(value)}`;
}

function toConfiguration(read: Variables): Configuration {
  const codeSecret = read.CODE_SECRET ?? read.REDIS_PASSWORD;
  return {
    ...(read.CODE_STORE === 'redis' && {
      redis: { host: read.REDIS_HOST ?? '', port: read.REDIS_PORT, password: read.REDIS_PASSWORD ?? '' },
    }),
    ...(read.SMS_SENDER === 'tencentcloud' && {
      tencentCloudSms: {
        sdkAppId: read.SMS_SDKAPPID ?? '',
        sign: read.SMS_SIGN ?? '',
        templateId: read.SMS_TEMPLATE_ID ?? '',
        templateParameters: read.SMS_TEMPLATE_PARAMS,
        region: read.SMS_REGION,
        endpoint: read.SMS_ENDPOINT,
      },
    }),
    ...(read.CAPTCHA_APPID !== undefined && {
      captcha: {
        appId: Number(read.CAPTCHA_APPID),
        secret: read.CAPTCHA_SECRET ?? '',
        endpoint: read.CAPTCHA_ENDPOINT,
      },
    }),
    ...(read.SESSION_SECRET !== undefined && {
      session: { secret: read.SESSION_SECRET, ttlMinutes: read.SESSION_TTL_MINUTES },
    }),
    ...(codeSecret !== undefined && { codeSecret }),
    codeTtlMinutes: read.CODE_TTL_MINUTES,
    codeMaxAttempts: read.CODE_MAX_ATTEMPTS,
    allowedCountryCodes: read.ALLOWED_COUNTRY_CODES,
    sendLimits: {
      intervalSeconds: read.SEND_INTERVAL_SECONDS,
      daily: read.SEND_DAILY_LIMIT,
      timeZone: read.SEND_TIMEZONE,
      perAddress: read.SEND_ADDRESS_LIMIT,
      addressWindowSeconds: read.SEND_ADDRESS_WINDOW_SECONDS,
    },
    corsOrigins: read.CORS_ORIGINS ?? [],
    loginPage: read.LOGIN_PAGE === 'on',
  };
}
