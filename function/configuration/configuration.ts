import type { KeyObject } from 'node:crypto';
import type { ApiEndpoint } from './api-endpoint';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error';
import { missingDestinations, tooManyGuesses, wrongDestinations } from './contradictions';
import type { Destinations } from './destinations';
import type { Network } from './network';
import type { ProcessEnvironment } from './process-environment';
import { missingVariables } from './required-variables';
import { type TestNumber, wrongTestNumbers } from './test-numbers';
import { secretVariables, type Variables, variables } from './variables';

/** A value that fills `{1}`, `{2}`, … of the body template. */
type TemplateParameter = 'code' | 'minutes';

/** The Redis instance that stores codes. */
export interface RedisSettings {
  readonly host: string;
  readonly port: number;
  /** Empty if the instance has none. */
  readonly password: string;
  /** Prefix of all keys, which keeps environments apart that share the instance. @default none */
  readonly keyPrefix?: string;
}

/** The SMS application that sends messages. platform: sms-regions */
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

/** Whether every message needs a solved captcha, or only those that the guard would refuse. */
export type CaptchaWhen = 'always' | 'suspicious';

/** Whether `login` needs the handle of the code. */
export type CodeHandle = 'optional' | 'required';

/** Settings of session tokens. */
export interface SessionSettings {
  /** Private keys, of which the first one signs. */
  readonly keys: readonly KeyObject[];
  readonly issuer: string;
  readonly audience: string;
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
  /** Maximum of messages to all numbers in a calendar day. @default - unlimited */
  readonly dailyBudget?: number | undefined;
}

/** The validated configuration of the function. */
export interface Configuration {
  /** @default - codes are stored in memory */
  readonly redis?: RedisSettings;
  /** @default - messages are printed */
  readonly tencentCloudSms?: TencentCloudSmsSettings;
  /** What messages to single countries have of their own. @default - nothing */
  readonly destinations?: Destinations;
  /** Numbers with fixed codes, of which some may have expired. @default - none */
  readonly testNumbers?: readonly TestNumber[];
  /** @default - no captcha is required */
  readonly captcha?: CaptchaSettings;
  readonly captchaWhen: CaptchaWhen;
  /** @default - the reply `Success` contains no token */
  readonly session?: SessionSettings;
  /** The secret from which the key of stored codes is derived. @default - a random key that no other process has */
  readonly codeSecret?: string;
  readonly codeHandle: CodeHandle;
  readonly codeTtlMinutes: number;
  readonly codeMaxAttempts: number;
  readonly allowedCountryCodes: readonly string[];
  readonly sendLimits: SendLimits;
  /** Proxies whose `X-Forwarded-For` is trusted. */
  readonly trustedProxies: readonly Network[];
  readonly corsOrigins: readonly string[];
  /** Whether the function serves the login page. */
  readonly loginPage: boolean;
}

/**
 * Reads the configuration from the process environment. Empty variables are treated as not set.
 *
 * @param now milliseconds since 1970
 * @throws {ConfigurationError} naming every variable that is missing or malformed
 */
export function readConfiguration(environment: ProcessEnvironment, now = Date.now()): Configuration {
  const nonEmpty = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(nonEmpty);
  const malformed = (parsed.error?.issues ?? []).map((issue) => ({
    name: String(issue.path[0]),
    allowed: issue.message,
  }));
  const missing = missingVariables(nonEmpty, environment, parsed.data?.SMS_DESTINATIONS);
  const problems = [...malformed, ...missing].map(
    ({ name, allowed }): ConfigurationProblem => ({ name, found: describeValue(name, nonEmpty[name]), allowed }),
  );
  if (!parsed.success || problems.length > 0) throw new ConfigurationError(problems);
  const contradictions = [...findContradictions(parsed.data, now)].map(
    ({ name, allowed }): ConfigurationProblem => ({ name, found: describeValue(name, nonEmpty[name]), allowed }),
  );
  if (contradictions.length > 0) throw new ConfigurationError(contradictions);
  return toConfiguration(parsed.data);
}

/** Finds values that are allowed by themselves, but not together. */
function* findContradictions(values: Variables, now: number): Iterable<Pick<ConfigurationProblem, 'name' | 'allowed'>> {
  const guesses = tooManyGuesses({ daily: values.SEND_DAILY_LIMIT, maxAttempts: values.CODE_MAX_ATTEMPTS });
  if (guesses !== undefined) yield { name: 'SEND_DAILY_LIMIT', allowed: guesses };
  const codes = {
    allowed: values.ALLOWED_COUNTRY_CODES,
    withDestination: Object.keys(values.SMS_DESTINATIONS ?? {}),
  };
  const sends = values.SMS_SENDER === 'tencentcloud';
  const destinations = wrongDestinations(codes) ?? (sends ? missingDestinations(codes) : undefined);
  if (destinations !== undefined) yield { name: 'SMS_DESTINATIONS', allowed: destinations };
  const allowedCountryCodes = values.ALLOWED_COUNTRY_CODES;
  const testNumbers = wrongTestNumbers(values.TEST_NUMBERS ?? [], { allowedCountryCodes, now });
  if (testNumbers !== undefined) yield { name: 'TEST_NUMBERS', allowed: testNumbers };
}

function describeValue(name: string, value: string | undefined): string {
  if (value === undefined) return 'not set';
  return secretVariables.has(name) ? `found ${value.length} characters` : `found ${JSON.stringify(value)}`;
}

function toConfiguration(values: Variables): Configuration {
  const codeSecret = values.CODE_SECRET ?? values.REDIS_PASSWORD;
  return {
    ...(values.CODE_STORE === 'redis' && {
      redis: {
        host: values.REDIS_HOST ?? '',
        port: values.REDIS_PORT,
        password: values.REDIS_PASSWORD ?? '',
        ...(values.REDIS_KEY_PREFIX !== undefined && { keyPrefix: values.REDIS_KEY_PREFIX }),
      },
    }),
    ...(values.SMS_SENDER === 'tencentcloud' && {
      tencentCloudSms: {
        sdkAppId: values.SMS_SDKAPPID ?? '',
        sign: values.SMS_SIGN ?? '',
        templateId: values.SMS_TEMPLATE_ID ?? '',
        templateParameters: values.SMS_TEMPLATE_PARAMS,
        region: values.SMS_REGION,
        endpoint: values.SMS_ENDPOINT,
      },
    }),
    ...(values.SMS_DESTINATIONS !== undefined && { destinations: values.SMS_DESTINATIONS }),
    ...(values.TEST_NUMBERS !== undefined && { testNumbers: values.TEST_NUMBERS }),
    ...(values.CAPTCHA_APPID !== undefined && {
      captcha: {
        appId: Number(values.CAPTCHA_APPID),
        secret: values.CAPTCHA_SECRET ?? '',
        endpoint: values.CAPTCHA_ENDPOINT,
      },
    }),
    ...(values.SESSION_KEYS !== undefined && {
      session: {
        keys: values.SESSION_KEYS,
        issuer: values.SESSION_ISSUER,
        audience: values.SESSION_AUDIENCE ?? values.SESSION_ISSUER,
        ttlMinutes: values.SESSION_TTL_MINUTES,
      },
    }),
    ...(codeSecret !== undefined && { codeSecret }),
    captchaWhen: values.CAPTCHA_WHEN,
    codeHandle: values.CODE_HANDLE,
    codeTtlMinutes: values.CODE_TTL_MINUTES,
    codeMaxAttempts: values.CODE_MAX_ATTEMPTS,
    allowedCountryCodes: values.ALLOWED_COUNTRY_CODES,
    sendLimits: {
      intervalSeconds: values.SEND_INTERVAL_SECONDS,
      daily: values.SEND_DAILY_LIMIT,
      timeZone: values.SEND_TIMEZONE,
      perAddress: values.SEND_ADDRESS_LIMIT,
      addressWindowSeconds: values.SEND_ADDRESS_WINDOW_SECONDS,
      dailyBudget: values.SEND_DAILY_BUDGET,
    },
    trustedProxies: values.TRUSTED_PROXIES ?? [],
    corsOrigins: values.CORS_ORIGINS ?? [],
    loginPage: values.LOGIN_PAGE === 'on',
  };
}
