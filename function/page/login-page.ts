import { createHash } from 'node:crypto';
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/mobile';
import type { CaptchaSettings, CaptchaWhen } from '../configuration/configuration';
import type { Reply } from '../http/reply';
import script from './browser/login.ts?text';
import style from './login.css?text';
import markup from './login.html?text';

export interface LoginPageSettings {
  /** Country calling codes that users can choose. */
  readonly countryCodes: readonly string[];
  /** The captcha application. @default - no captcha is required */
  readonly captcha?: CaptchaSettings | undefined;
  readonly captchaWhen: CaptchaWhen;
}

/**
 * Where the page is asked for: on the developer's own machine, where it also shows the claims of the token, or elsewhere. A client that
 * sends a false `Host` only sees the claims of its own token.
 */
type PageLocation = 'this-machine' | 'elsewhere';

/** Returns the login page. */
export type LoginPage = (location: PageLocation) => Reply;

/** Creates a function that returns the login page, which is built on first use. platform: function-url-html */
export function createLoginPage(settings: LoginPageSettings): LoginPage {
  const replies = new Map<PageLocation, Reply>();
  return (location) => {
    const reply = replies.get(location) ?? makeReply(settings, location);
    replies.set(location, reply);
    return reply;
  };
}

function makeReply({ countryCodes, captcha, captchaWhen }: LoginPageSettings, location: PageLocation): Reply {
  const countries = countryCodes.map((code) => `${code}:${regionOf(code)}`);
  const parts: Readonly<Record<string, string>> = {
    style,
    script,
    countries: countries.join(),
    captcha: String(captcha?.appId ?? ''),
    captchaScript: captcha === undefined ? '' : scriptOf(captcha),
    captchaWhen,
    claims: location === 'this-machine' ? 'shown' : '',
  };
  return {
    isBase64Encoded: false,
    statusCode: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(captcha !== undefined),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body: markup.replace(/\/\*(\w+)\*\//g, (_, name: string) => parts[name] ?? ''),
  };
}

/** The only region with a country calling code, such as `CN`; empty if several regions share the code. */
function regionOf(callingCode: string): string {
  const regions = getCountries().filter((region) => getCountryCallingCode(region) === callingCode);
  return regions.length === 1 ? (regions[0] ?? '') : '';
}

/**
 * Address of the captcha's script. International accounts, whose API has another host, load another script.
 *
 * platform: captcha-script, captcha-script-international, captcha-international-host
 */
function scriptOf({ endpoint }: CaptchaSettings): string {
  return endpoint.host?.includes('.intl.')
    ? 'https://ca.turing.captcha.qcloud.com/TJNCaptcha-global.js'
    : 'https://turing.captcha.qcloud.com/TJCaptcha.js';
}

/**
 * Hosts of the captcha: its scripts, their resources, and what they report to. All belong to the vendor, whose scripts run in the page
 * anyway. platform: captcha-hosts
 */
const captchaHosts =
  ' https://*.captcha.qcloud.com https://*.captcha.gtimg.com https://www.tycaptcha.com https://cloudcache.tencentcs.com https://www.turingfraud.net https://rce.tencentrio.com';

/** Allows only the page's own script, style and service, and the captcha's hosts if a captcha is configured. */
function contentSecurityPolicy(hasCaptcha: boolean): string {
  const own = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const hosts = hasCaptcha ? captchaHosts : '';
  const directives = [
    `default-src${hosts || " 'none'"}`,
    `script-src ${own(script)}${hosts}`,
    // The captcha's script sets inline styles.
    `style-src ${hasCaptcha ? `'unsafe-inline'${hosts}` : own(style)}`,
    `connect-src 'self'${hosts}`,
    `img-src data:${hosts}`,
    ...(hasCaptcha ? ['worker-src blob:'] : []),
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return directives.join('; ');
}
