import * as z from 'zod/mini';
import { readApiEndpoint } from './api-endpoint';
import { readDestinations } from './destinations';
import { readNetwork } from './network';
import { readSessionKeys } from './session-keys';
import { readTestNumbers } from './test-numbers';
import { listOf, oneOf, structured, textLike, variable, wholeNumber } from './variable-readers';

const hostName = textLike('a host name or an IP address', /^[\w.:-]{1,253}$/);
const digits = (description: string) => textLike(`${description}, digits only`, /^\d{1,20}$/);
const claim = textLike('up to 200 letters, digits and any of - . _ ~ : / without spaces', /^[\w.~:/-]{1,200}$/);
const secret = (minimumLength: number) =>
  variable(`at least ${minimumLength} characters`, (text) => (text.length >= minimumLength ? text : undefined));
const apiEndpoint = variable('a host, or an address such as http://127.0.0.1:9000', readApiEndpoint);

const templateParameter = (text: string) => (text === 'code' || text === 'minutes' ? text : undefined);
const countryCode = (text: string) => (/^[1-9]\d{0,2}$/.test(text) ? text : undefined);
const origin = (text: string) =>
  text === '*' || (URL.canParse(text) && new URL(text).origin === text) ? text : undefined;
/** Node.js takes 11 ms to look up a time zone, so the default is not looked up. */
const timeZone = (text: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) && text;
  } catch {
    return undefined;
  }
};

/** All environment variables that the function reads. The first five come from step 7 of the vendor's document. */
export const variables = z.object({
  /** Address of the Redis instance (4.0 to 7.0, standard or cluster architecture). */
  REDIS_HOST: z.optional(hostName),
  /** Password of the Redis instance. If it is empty, `CODE_SECRET` is required. */
  REDIS_PASSWORD: z.optional(z.string()),
  /** ID of the approved body template, for all countries that `SMS_DESTINATIONS` does not name. */
  SMS_TEMPLATE_ID: z.optional(digits('the ID of an approved body template')),
  /** Content of the approved signature, for the same countries; required to send messages to +86 numbers. */
  SMS_SIGN: z.optional(z.string()),
  /** SDKAppID of the SMS application. */
  SMS_SDKAPPID: z.optional(digits('the SDKAppID of the SMS application, such as 1400006666')),

  /** Port of the Redis instance. @default 6379 */
  REDIS_PORT: z.prefault(wholeNumber(1, 65535), '6379'),
  /**
   * Prefix of all keys in Redis, for an instance that several environments or programs share: up to 40 letters, digits, hyphens,
   * underscores and colons, such as `pr-42:`.
   * @default none
   */
  REDIS_KEY_PREFIX: z.optional(
    textLike('up to 40 letters, digits, hyphens, underscores and colons, such as pr-42:', /^[\w:-]{1,40}$/),
  ),
  /** Where codes are stored: `redis`, or `memory` for a single instance of the function. @default redis */
  CODE_STORE: z.prefault(oneOf('redis', 'memory'), 'redis'),
  /** How messages are sent: `tencentcloud`, or `console` to print them. @default tencentcloud */
  SMS_SENDER: z.prefault(oneOf('tencentcloud', 'console'), 'tencentcloud'),
  /** Values for the template's `{1}`, `{2}`, …: a list of `code` and `minutes`. @default code,minutes */
  SMS_TEMPLATE_PARAMS: z.prefault(
    listOf('a list of code and minutes, such as code,minutes', templateParameter),
    'code,minutes',
  ),
  /** Region of the SMS API: `ap-guangzhou`, `ap-beijing` or `ap-nanjing`. @default ap-guangzhou */
  SMS_REGION: z.prefault(oneOf('ap-guangzhou', 'ap-beijing', 'ap-nanjing'), 'ap-guangzhou'),
  /**
   * Endpoint of the SMS API: a host, or an address such as `http://127.0.0.1:9000`.
   * @default sms.tencentcloudapi.com
   */
  SMS_ENDPOINT: z.prefault(apiEndpoint, 'sms.tencentcloudapi.com'),

  /**
   * Template, signature and language of the messages to single countries, as JSON by country calling code:
   * `{"852":{"templateId":"1111","sign":"Test demo","language":"en"}}`. Messages have no signature without `sign`. `language` (`en` or `zh`)
   * is that of the text which `SMS_SENDER=console` prints. If 86 and other countries are allowed, it has to name 86 or all others,
   * since a template is for 86 or for others.
   * @default none
   */
  SMS_DESTINATIONS: z.optional(structured(readDestinations)),

  /**
   * Secret from which the key of the HMACs is derived that stand for codes, numbers and networks, at least 16 characters. Without it,
   * the key is derived from `REDIS_PASSWORD`, which Redis itself tells to its administrators, and the log warns at each start.
   * @default derived from `REDIS_PASSWORD`
   */
  CODE_SECRET: z.optional(secret(16)),
  /** TTL of a code in minutes, 1 to 60. @default 5 */
  CODE_TTL_MINUTES: z.prefault(wholeNumber(1, 60), '5'),
  /** Maximum number of attempts at a code, 1 to 10. @default 3 */
  CODE_MAX_ATTEMPTS: z.prefault(wholeNumber(1, 10), '3'),
  /** Whether `login` needs the `handle` of the code: `optional` or `required`. @default optional */
  CODE_HANDLE: z.prefault(oneOf('optional', 'required'), 'optional'),

  /**
   * Numbers to test with, at most 5, as JSON: `[{"phone":"+8619900000000","code":"six digits","expires":"2027-01-31"}]`. They get no messages,
   * and log in with their fixed code, so the variable is a secret. Their tokens say `test: true`. After the day `expires`, in UTC and at most
   * 90 days ahead, a number is an ordinary one.
   * @default none
   */
  TEST_NUMBERS: z.optional(structured(readTestNumbers)),

  /**
   * Country calling codes to which messages may be sent, comma-separated. The template has to be for 86 (Chinese Mainland SMS) or for other
   * codes (Global SMS) accordingly; for both, see `SMS_DESTINATIONS`.
   * @default 86
   */
  ALLOWED_COUNTRY_CODES: z.prefault(listOf('country calling codes, such as 86 or 86,852', countryCode), '86'),
  /** Minimum number of seconds between two messages to a number, 1 to 3600. @default 30 */
  SEND_INTERVAL_SECONDS: z.prefault(wholeNumber(1, 3600), '30'),
  /** Maximum number of messages to a number per calendar day, 1 to 60; times `CODE_MAX_ATTEMPTS` at most 60. @default 10 */
  SEND_DAILY_LIMIT: z.prefault(wholeNumber(1, 60), '10'),
  /** Maximum number of messages to all numbers per calendar day, 10 to 999999999. A fifth is kept for numbers that logged in lately. @default unlimited */
  SEND_DAILY_BUDGET: z.optional(wholeNumber(10, 999_999_999)),
  /** Time zone in which the calendar day starts and ends. @default Asia/Shanghai */
  SEND_TIMEZONE: z._default(variable('a time zone, such as Asia/Shanghai', timeZone), 'Asia/Shanghai'),
  /**
   * Maximum number of messages per window for a client address whose numbers have not logged in since, 1 to 1000000. For IPv6, the
   * limit applies to the /64 network, and 16 times the limit to the /48 network. Of wrong codes without a handle, `CODE_MAX_ATTEMPTS`
   * times as many are allowed.
   * @default 60
   */
  SEND_ADDRESS_LIMIT: z.prefault(wholeNumber(1, 1_000_000), '60'),
  /** Length of the sliding window for `SEND_ADDRESS_LIMIT` in seconds, 1 to 86400. @default 3600 */
  SEND_ADDRESS_WINDOW_SECONDS: z.prefault(wholeNumber(1, 86_400), '3600'),

  /** Addresses and networks of proxies whose `X-Forwarded-For` is trusted, such as a CDN: IPv4 and IPv6, comma-separated. */
  TRUSTED_PROXIES: z.optional(
    listOf('addresses and networks such as 203.0.113.7,2001:db8::/32, with prefixes of at least 8 bits', readNetwork),
  ),

  /**
   * Private keys of session tokens, comma-separated: P-256 in PKCS #8, as base64 of their DER. The first one signs, and the public keys of all
   * are published. Without it, `Success` has no token.
   */
  SESSION_KEYS: z.optional(
    variable('private keys P-256 in PKCS #8, as base64 of their DER, comma-separated, each once', readSessionKeys),
  ),
  /** Who issues session tokens, their claim `iss`: a name, or an address without a trailing slash. @default sms-verification */
  SESSION_ISSUER: z.prefault(claim, 'sms-verification'),
  /** For whom session tokens are, their claim `aud`. @default the issuer */
  SESSION_AUDIENCE: z.optional(claim),
  /** TTL of a session token in minutes, 1 to 525600. Keep it short: the platform writes replies, with their tokens, into its log. @default 10 */
  SESSION_TTL_MINUTES: z.prefault(wholeNumber(1, 525_600), '10'),

  /** CaptchaAppId of the Tencent Cloud Captcha application. Without it, no captcha is required. */
  CAPTCHA_APPID: z.optional(digits('the CaptchaAppId of the captcha application')),
  /** AppSecretKey of the Tencent Cloud Captcha application; required if `CAPTCHA_APPID` is set. */
  CAPTCHA_SECRET: z.optional(z.string()),
  /** When a captcha is required: `always`, or only when messages look `suspicious`, because too many are not confirmed by logins. @default always */
  CAPTCHA_WHEN: z.prefault(oneOf('always', 'suspicious'), 'always'),
  /**
   * Endpoint of the captcha API, in the format of `SMS_ENDPOINT`; for international accounts, `captcha.intl.tencentcloudapi.com`, with which
   * the login page also loads their script.
   * @default captcha.tencentcloudapi.com
   */
  CAPTCHA_ENDPOINT: z.prefault(apiEndpoint, 'captcha.tencentcloudapi.com'),

  /** Other origins whose pages may send requests and read the replies, comma-separated, or `*` for any origin. */
  CORS_ORIGINS: z.optional(listOf('origins such as https://app.example.com, separated by commas, or *', origin)),
  /** Whether the function serves a login page to browsers that open its address: `on` or `off`. @default off */
  LOGIN_PAGE: z.prefault(oneOf('on', 'off'), 'off'),
});

/** The variables after validation, with defaults. */
export type Variables = z.infer<typeof variables>;

/** Variables whose values must not appear in error messages. */
export const secretVariables: ReadonlySet<string> = new Set<keyof Variables>([
  'REDIS_PASSWORD',
  'CODE_SECRET',
  'SESSION_KEYS',
  'CAPTCHA_SECRET',
  'TEST_NUMBERS',
]);
