import { createHash } from 'node:crypto';
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/mobile';
import type { Reply } from '../http/reply';
import script from './browser/login.ts?text';
import style from './login.css?text';
import markup from './login.html?text';

export interface LoginPageSettings {
  /** Country calling codes that can be chosen. */
  readonly countryCodes: readonly string[];
  /** Id of the captcha application; absent: no captcha is asked for. */
  readonly captchaAppId?: number | undefined;
}

/** Makes what gives the login page; the page is put together when it is asked for first. */
export function createLoginPage(settings: LoginPageSettings): () => Reply {
  let reply: Reply | undefined;
  return () => {
    reply ??= makeReply(settings);
    return reply;
  };
}

function makeReply({ countryCodes, captchaAppId }: LoginPageSettings): Reply {
  const countries = countryCodes.map((code) => `${code}:${regionOf(code)}`);
  const parts: Readonly<Record<string, string>> = {
    style,
    script,
    countries: countries.join(),
    captcha: String(captchaAppId ?? ''),
  };
  return {
    isBase64Encoded: false,
    statusCode: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(captchaAppId !== undefined),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body: markup.replace(/\/\*(\w+)\*\//g, (_, name: string) => parts[name] ?? ''),
  };
}

/** The region that has a country calling code to itself, such as `CN`; empty where some share it. */
function regionOf(callingCode: string): string {
  const regions = getCountries().filter((region) => getCountryCallingCode(region) === callingCode);
  return regions.length === 1 ? (regions[0] ?? '') : '';
}

/** Where the captcha's script comes from, and what it loads itself. */
const captchaHosts = 'https://*.captcha.qcloud.com https://*.captcha.gtimg.com';

/** Nothing but this page's own script, style and service; with a captcha, what its script needs too. */
function contentSecurityPolicy(hasCaptcha: boolean): string {
  const own = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const directives = [
    "default-src 'none'",
    `script-src ${own(script)}${hasCaptcha ? ` ${captchaHosts}` : ''}`,
    // The captcha styles what it shows in place.
    `style-src ${hasCaptcha ? "'unsafe-inline'" : own(style)}`,
    `connect-src 'self'${hasCaptcha ? ` ${captchaHosts}` : ''}`,
    `img-src data:${hasCaptcha ? ` ${captchaHosts}` : ''}`,
    ...(hasCaptcha ? [`frame-src ${captchaHosts}`] : []),
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return directives.join('; ');
}
