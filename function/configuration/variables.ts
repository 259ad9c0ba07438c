import * as z from 'zod/mini';
import { readApiEndpoint } from './api-endpoint';
import { listOf, oneOf, textLike, variable, wholeNumber } from './variable-readers';

const hostName = textLike('a host name or an IP address', /^[\w.:-]{1,253}$/);
const digits = (what: string) => textLike(`${what}, digits only`, /^\d{1,20}$/);
const secret = (leastLength: number) =>
  variable(`at least ${leastLength} characters`, (text) => (text.length >= leastLength ? text : undefined));
const apiEndpoint = variable('a host, or an address such as http://127.0.0.1:9000', readApiEndpoint);

const templateParameter = (text: string) => (text === 'code' || text === 'minutes' ? text : undefined);
const countryCode = (text: string) => (/^[1-9]\d{0,2}$/.test(text) ? text : undefined);
const origin = (text: string) =>
  text === '*' || (URL.canParse(text) && new URL(text).origin === text) ? text : undefined;
/** Only a zone that is set is looked up: it takes Node.js 11 ms. */
const timeZone = (text: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) && text;
  } catch {
    return undefined;
  }
};

/** Every environment variable the function reads. The first five are those of step 7 of the vendor's document. */
export const variables = z.object({
  /** Address of the Redis instance: 4.0 to 7.0, standard or cluster architecture. */
  REDIS_HOST: z.optional(hostName),
  /** Its password; set to nothing where it has none, then `CODE_SECRET` is needed. */
  REDIS_PASSWORD: z.optional(z.string()),
  /** Id of the approved body template. */
  SMS_TEMPLATE_ID: z.optional(digits('the id of an approved body template')),
  /** Content of the approved signature; needed for numbers of +86. */
  SMS_SIGN: z.optional(z.string()),
  /** SDKAppID of the SMS application. */
  SMS_SDKAPPID: z.optional(digits('the SDKAppID of the SMS application, such as 1400006666')),

  /** Port of the Redis instance. @default 6379 */
  REDIS_PORT: z.prefault(wholeNumber(1, 65535), '6379'),
  /** Where codes are kept; `memory` keeps them in the process, for one instance only. @default redis */
  CODE_STORE: z.prefault(oneOf('redis', 'memory'), 'redis'),
  /** Who sends the messages; `console` prints them. @default tencentcloud */
  SMS_SENDER: z.prefault(oneOf('tencentcloud', 'console'), 'tencentcloud'),
  /** What the template's `{1}`, `{2}` … stand for. @default code,minutes */
  SMS_TEMPLATE_PARAMS: z.prefault(
    listOf('a list of code and minutes, such as code,minutes', templateParameter),
    'code,minutes',
  ),
  /** Region of the SMS API: `ap-guangzhou`, `ap-beijing` or `ap-nanjing`. @default ap-guangzhou */
  SMS_REGION: z.prefault(oneOf('ap-guangzhou', 'ap-beijing', 'ap-nanjing'), 'ap-guangzhou'),
  /**
   * Where the SMS API is reached: a host, or an address such as `http://127.0.0.1:9000`.
   * @default sms.tencentcloudapi.com
   */
  SMS_ENDPOINT: z.prefault(apiEndpoint, 'sms.tencentcloudapi.com'),

  /** Key of the HMAC that is stored for a code, 16 characters or more. @default derived from `REDIS_PASSWORD` */
  CODE_SECRET: z.optional(secret(16)),
  /** Minutes a code is valid, 1 to 60. @default 5 */
  CODE_TTL_MINUTES: z.prefault(wholeNumber(1, 60), '5'),
  /** Tries a code allows, 1 to 10. @default 3 */
  CODE_MAX_ATTEMPTS: z.prefault(wholeNumber(1, 10), '3'),

  /** Country calling codes of the numbers that may be sent to, separated by commas. @default 86 */
  ALLOWED_COUNTRY_CODES: z.prefault(listOf('country calling codes, such as 86 or 86,852', countryCode), '86'),
  /** Seconds between two messages to a number, 1 to 3600. @default 30 */
  SEND_INTERVAL_SECONDS: z.prefault(wholeNumber(1, 3600), '30'),
  /** Messages to a number in a calendar day, 1 to 1000. @default 10 */
  SEND_DAILY_LIMIT: z.prefault(wholeNumber(1, 1000), '10'),
  /** Time zone of that calendar day. @default Asia/Shanghai */
  SEND_TIMEZONE: z._default(variable('a time zone, such as Asia/Shanghai', timeZone), 'Asia/Shanghai'),
  /** Messages that one client address (IPv6: its /64 network) may ask for in a window, 1 to 1000000. @default 60 */
  SEND_ADDRESS_LIMIT: z.prefault(wholeNumber(1, 1_000_000), '60'),
  /** Length of that window in seconds, 1 to 86400. @default 3600 */
  SEND_ADDRESS_WINDOW_SECONDS: z.prefault(wholeNumber(1, 86_400), '3600'),

  /** Key that signs session tokens, 32 characters or more; without it there are none. */
  SESSION_SECRET: z.optional(secret(32)),
  /** Minutes a session token is valid, 1 to 525600. @default 60 */
  SESSION_TTL_MINUTES: z.prefault(wholeNumber(1, 525_600), '60'),

  /** Tencent Cloud Captcha: id of the application; without it no captcha is asked for. */
  CAPTCHA_APPID: z.optional(digits('the id of the captcha application')),
  /** Tencent Cloud Captcha: key of the application. */
  CAPTCHA_SECRET: z.optional(z.string()),
  /** Where the captcha API is reached, as `SMS_ENDPOINT`. @default captcha.tencentcloudapi.com */
  CAPTCHA_ENDPOINT: z.prefault(apiEndpoint, 'captcha.tencentcloudapi.com'),

  /** Origins whose pages may call the function, separated by commas, or `*`. */
  CORS_ORIGINS: z.optional(listOf('origins such as https://app.example.com, separated by commas, or *', origin)),
  /** Whether a browser that opens the function's address is shown a page to log in: `on` or `off`. @default off */
  LOGIN_PAGE: z.prefault(oneOf('on', 'off'), 'off'),
});

/** The variables' values, as read. */
export type Variables = z.infer<typeof variables>;

/** Variables whose values must not be shown. */
export const secretVariables: ReadonlySet<string> = new Set<keyof Variables>([
  'REDIS_PASSWORD',
  'CODE_SECRET',
  'SESSION_SECRET',
  'CAPTCHA_SECRET',
]);
