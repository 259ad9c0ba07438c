import { getCountries, getCountryCallingCode } from 'libphonenumber-js';
import { describe, expect, it } from 'vitest';
import { type Variables, variables } from '../../../function/configuration/variables';
import { checkEnvironment } from '../../../infra/settings/check-environment';
import { mostSessionKeys } from '../../../infra/settings/environment-schema';
import { stackVariables } from '../../../infra/settings/stack-variables';
import { settingsVariablesSize, stackVariablesSize, variablesLimit } from '../../../infra/settings/variables-size';
import { newSessionKey } from '../../support/session-keys';
import { environment, resourceOf, synthesize } from '../../support/synthesize';

const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index));
const countryCodes = [...new Set(getCountries().map((country) => getCountryCallingCode(country)))].join(',');

const smsDestinations = ['86', '852', '853'];
const longestDestination = { templateId: '9'.repeat(20), sign: '名'.repeat(20), language: 'en' };

/** A value of every variable, as long as it may have to be. */
const longest: Readonly<Record<keyof Variables, string>> = {
  REDIS_HOST: '255.255.255.255',
  REDIS_PASSWORD: 'a'.repeat(64),
  SMS_TEMPLATE_ID: '9'.repeat(20),
  SMS_SIGN: '名'.repeat(20),
  SMS_SDKAPPID: '9'.repeat(20),
  REDIS_PORT: '65535',
  REDIS_KEY_PREFIX: 'a'.repeat(21),
  CODE_STORE: 'memory',
  SMS_SENDER: 'tencentcloud',
  SMS_TEMPLATE_PARAMS: 'code,minutes',
  SMS_REGION: 'ap-guangzhou',
  SMS_ENDPOINT: 'sms.internal.tencentcloudapi.com',
  SMS_DESTINATIONS: JSON.stringify(Object.fromEntries(smsDestinations.map((code) => [code, longestDestination]))),
  TEST_NUMBERS: JSON.stringify(
    many(5, (index) => `+86199000000000${index}`).map((phone) => ({ phone, code: '246810', expires: '2027-01-31' })),
  ),
  CODE_SECRET: 'a'.repeat(64),
  CODE_TTL_MINUTES: '60',
  CODE_MAX_ATTEMPTS: '10',
  CODE_HANDLE: 'optional',
  ALLOWED_COUNTRY_CODES: countryCodes,
  SEND_INTERVAL_SECONDS: '3600',
  SEND_DAILY_LIMIT: '6',
  SEND_DAILY_BUDGET: '999999999',
  SEND_TIMEZONE: 'America/Argentina/ComodRivadavia',
  SEND_ADDRESS_LIMIT: '1000000',
  SEND_ADDRESS_WINDOW_SECONDS: '86400',
  TRUSTED_PROXIES: many(15, (index) => `203.0.113.${100 + index}/32`).join(','),
  SESSION_KEYS: many(mostSessionKeys, newSessionKey).join(','),
  SESSION_ISSUER: 'https://verification.accounts.example.com',
  SESSION_AUDIENCE: 'https://application.example.com',
  SESSION_TTL_MINUTES: '525600',
  CAPTCHA_APPID: '9'.repeat(20),
  CAPTCHA_SECRET: 'a'.repeat(64),
  CAPTCHA_WHEN: 'suspicious',
  CAPTCHA_ENDPOINT: 'captcha.intl.tencentcloudapi.com',
  CORS_ORIGINS: many(12, (index) => `https://application-${index}.example.com`).join(','),
  LOGIN_PAGE: 'off',
};

const size = (all: object) => Buffer.byteLength(Object.entries(all).flat().join(''));
const isSetByStack = ([name]: readonly [string, string]) => Object.hasOwn(stackVariables, name);

// platform: variables-limit
describe('The variables of prod with everything set', () => {
  const own = Object.fromEntries(Object.entries(longest).filter((entry) => !isSetByStack(entry)));
  const settings = environment('prod', {
    corsOrigins: longest.CORS_ORIGINS.split(','),
    smsDestinations,
    loginPage: true,
    sessionAudience: longest.SESSION_AUDIENCE,
  });
  const full = { ...settings, function: { ...settings.function, variables: own } };

  it('stay under the platform’s 4 KB', () => {
    expect(variables.safeParse(longest).error?.issues).toBeUndefined();
    expect(size(longest)).toBeLessThan(variablesLimit);
    expect(checkEnvironment(full)).toEqual(full);
  });

  // Of environments with an own Redis, as prod is.
  const otherStores = ['CODE_STORE', 'REDIS_KEY_PREFIX'];

  it('are those of the stack', () => {
    const { environment: synthesized } = resourceOf(synthesize(full), 'tencentcloud_scf_function');
    for (const name of Object.keys(longest).filter((name) => !otherStores.includes(name))) {
      expect(synthesized).toContain(`"${name}" = `);
    }
  });

  it('leave the stack’s own the room that they need', () => {
    const {
      CORS_ORIGINS: _,
      SMS_DESTINATIONS: __,
      ...rest
    } = Object.fromEntries(Object.entries(longest).filter(isSetByStack));
    expect(size(rest)).toBeLessThan(stackVariablesSize);
    expect(settingsVariablesSize(full)).toBeLessThan(variablesLimit - stackVariablesSize);
  });
});
