import { expect, it } from 'vitest';
import { type Variables, variables } from '../../../function/configuration/variables';

it.each<[keyof Variables, wrong: string, allowed: string]>([
  ['REDIS_HOST', 'a host', 'a host name or an IP address'],
  ['SMS_TEMPLATE_ID', '12 34', 'the ID of an approved body template, digits only'],
  ['SMS_SDKAPPID', 'x', 'the SDKAppID of the SMS application, such as 1400006666, digits only'],
  ['REDIS_KEY_PREFIX', 'pr 42', 'up to 40 letters, digits, hyphens, underscores and colons, such as pr-42:'],
  ['SMS_TEMPLATE_PARAMS', 'code,hours', 'a list of code and minutes, such as code,minutes'],
  ['SMS_ENDPOINT', 'not a host', 'a host, or an address such as http://127.0.0.1:9000'],
  ['ALLOWED_COUNTRY_CODES', '086', 'country calling codes, such as 86 or 86,852'],
  ['SEND_TIMEZONE', 'Mars/Olympus', 'a time zone, such as Asia/Shanghai'],
  [
    'TRUSTED_PROXIES',
    '203.0.113.7/4',
    'addresses and networks such as 203.0.113.7,2001:db8::/32, with prefixes of at least 8 bits',
  ],
  ['SESSION_ISSUER', 'my issuer', 'up to 200 letters, digits and any of - . _ ~ : / without spaces'],
  ['CAPTCHA_APPID', '19a', 'the CaptchaAppId of the captcha application, digits only'],
  ['CAPTCHA_ENDPOINT', 'not a host', 'a host, or an address such as http://127.0.0.1:9000'],
  ['CORS_ORIGINS', 'app.example.com', 'origins such as https://app.example.com, separated by commas, or *'],
])('%s refuses %j, and says what is allowed', (name, wrong, allowed) => {
  expect(variables.shape[name].safeParse(wrong).error?.issues.map(({ message }) => message)).toEqual([allowed]);
});
