import type { ApiEndpoint } from './api-endpoint';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error';
import type { ProcessEnvironment } from './process-environment';
import { missingVariables } from './required-variables';
import { secretVariables, type Variables, variables } from './variables';

/** What the body template's `{1}`, `{2}` … stand for. */
export type TemplateParameter = 'code' | 'minutes';

/** Redis as the store of codes. */
export interface RedisSettings {
  readonly host: string;
  readonly port: number;
  /** Empty: the instance has none. */
  readonly password: string;
}

/** Tencent Cloud's SMS API as the sender. */
export interface TencentCloudSmsSettings {
  readonly sdkAppId: string;
  readonly sign: string;
  readonly templateId: string;
  readonly templateParameters: readonly TemplateParameter[];
  readonly region: string;
  readonly endpoint: ApiEndpoint;
}

/** Tencent Cloud Captcha. */
export interface CaptchaSettings {
  readonly appId: number;
  readonly secret: string;
  readonly endpoint: ApiEndpoint;
}

/** Session tokens. */
export interface SessionSettings {
  readonly secret: string;
  readonly ttlMinutes: number;
}

/** How often messages may be sent. */
export interface SendLimits {
  readonly intervalSeconds: number;
  readonly daily: number;
  /** Time zone of the calendar day. */
  readonly timeZone: string;
  readonly perAddress: number;
  readonly addressWindowSeconds: number;
}

/** Everything the function is told from outside, checked. */
export interface Configuration {
  /** Absent: codes are kept in memory. */
  readonly redis?: RedisSettings;
  /** Absent: messages are printed. */
  readonly tencentCloudSms?: TencentCloudSmsSettings;
  /** Absent: no captcha is asked for. */
  readonly captcha?: CaptchaSettings;
  /** Absent: `Success` carries no token. */
  readonly session?: SessionSettings;
  /** What the key of stored codes is derived from; absent: the key is random, for this process only. */
  readonly codeSecret?: string;
  readonly codeTtlMinutes: number;
  readonly codeMaxAttempts: number;
  readonly allowedCountryCodes: readonly string[];
  readonly sendLimits: SendLimits;
  readonly corsOrigins: readonly string[];
  /** Whether browsers are shown the login page. */
  readonly loginPage: boolean;
}

/**
 * Reads the configuration from the environment. A variable that is set to nothing counts as not set.
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
  return arrange(parsed.data);
}

function describeValue(name: string, value: string | undefined): string {
  if (value === undefined) return 'not set';
  return secretVariables.has(name) ? `found ${value.length} characters` : `found ${JSON.stringify(value)}`;
}

function arrange(read: Variables): Configuration {
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
