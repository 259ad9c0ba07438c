import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../function/configuration/configuration';
import { ConfigurationError } from '../../../function/configuration/configuration-error';
import { newSessionKey } from '../../support/session-keys';

/** Only the variables from step 7 of the vendor's document. */
const documented = {
  REDIS_HOST: '10.0.0.5',
  REDIS_PASSWORD: 'planted-password',
  SMS_TEMPLATE_ID: '1110000',
  SMS_SIGN: 'Test demo',
  SMS_SDKAPPID: '1400006666',
};

/** Returns the error message for a process environment. */
function messageFor(environment: Record<string, string | undefined>): string {
  try {
    readConfiguration(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toHaveProperty('name', 'ConfigurationError');
    return (error as Error).message;
  }
  throw new Error('the configuration was accepted');
}

describe('The configuration', () => {
  it("is complete with the document's five variables", () => {
    expect(readConfiguration(documented)).toStrictEqual({
      redis: { host: '10.0.0.5', port: 6379, password: 'planted-password' },
      tencentCloudSms: {
        sdkAppId: '1400006666',
        sign: 'Test demo',
        templateId: '1110000',
        templateParameters: ['code', 'minutes'],
        region: 'ap-guangzhou',
        endpoint: { host: 'sms.tencentcloudapi.com' },
      },
      codeSecret: 'planted-password',
      codeTtlMinutes: 5,
      captchaWhen: 'always',
      codeHandle: 'optional',
      codeMaxAttempts: 3,
      allowedCountryCodes: ['86'],
      sendLimits: {
        intervalSeconds: 30,
        daily: 10,
        timeZone: 'Asia/Shanghai',
        perAddress: 60,
        addressWindowSeconds: 3600,
        dailyBudget: undefined,
      },
      trustedProxies: [],
      corsOrigins: [],
      loginPage: false,
    });
  });

  it('reads every other variable', () => {
    const configuration = readConfiguration({
      ...documented,
      REDIS_PORT: '6380',
      REDIS_KEY_PREFIX: 'sms-a',
      SMS_TEMPLATE_PARAMS: 'code',
      SMS_REGION: 'ap-nanjing',
      SMS_ENDPOINT: 'http://127.0.0.1:9000',
      SMS_DESTINATIONS: '{"852":{"templateId":"1111"}}',
      CODE_SECRET: 'sixteen characters',
      CODE_TTL_MINUTES: '10',
      CODE_MAX_ATTEMPTS: '5',
      CODE_HANDLE: 'required',
      ALLOWED_COUNTRY_CODES: '86, 852',
      SEND_INTERVAL_SECONDS: '60',
      SEND_DAILY_LIMIT: '5',
      SEND_DAILY_BUDGET: '1000',
      SEND_TIMEZONE: 'Europe/Berlin',
      SEND_ADDRESS_LIMIT: '100',
      SEND_ADDRESS_WINDOW_SECONDS: '600',
      TRUSTED_PROXIES: '203.0.113.7, 198.51.100.0/24, 2001:db8::/32',
      SESSION_KEYS: `${newSessionKey()}, ${newSessionKey()}`,
      SESSION_ISSUER: 'https://sms.example.com',
      SESSION_AUDIENCE: 'my-app',
      SESSION_TTL_MINUTES: '120',
      CAPTCHA_APPID: '190000000',
      CAPTCHA_SECRET: 'captcha secret',
      CAPTCHA_WHEN: 'suspicious',
      CAPTCHA_ENDPOINT: 'captcha.internal.tencentcloudapi.com',
      CORS_ORIGINS: 'https://app.example.com,http://localhost:5173',
      LOGIN_PAGE: 'on',
    });
    expect(configuration).toMatchObject({
      redis: { port: 6380, keyPrefix: 'sms-a' },
      tencentCloudSms: {
        templateParameters: ['code'],
        region: 'ap-nanjing',
        endpoint: { connectTo: { host: '127.0.0.1', port: 9000 } },
      },
      destinations: { '852': { templateId: '1111', sign: '', language: 'en' } },
      codeSecret: 'sixteen characters',
      codeTtlMinutes: 10,
      codeMaxAttempts: 5,
      codeHandle: 'required',
      captchaWhen: 'suspicious',
      allowedCountryCodes: ['86', '852'],
      sendLimits: {
        intervalSeconds: 60,
        daily: 5,
        dailyBudget: 1000,
        timeZone: 'Europe/Berlin',
        perAddress: 100,
        addressWindowSeconds: 600,
      },
      trustedProxies: [
        { address: '203.0.113.7', prefix: 32 },
        { address: '198.51.100.0', prefix: 24 },
        { address: '2001:db8::', prefix: 32 },
      ],
      session: {
        keys: [expect.objectContaining({ type: 'private' }), expect.objectContaining({ type: 'private' })],
        issuer: 'https://sms.example.com',
        audience: 'my-app',
        ttlMinutes: 120,
      },
      captcha: {
        appId: 190_000_000,
        secret: 'captcha secret',
        endpoint: { host: 'captcha.internal.tencentcloudapi.com' },
      },
      corsOrigins: ['https://app.example.com', 'http://localhost:5173'],
      loginPage: true,
    });
  });

  it('requires no variables to store codes in memory and print messages', () => {
    const configuration = readConfiguration({ CODE_STORE: 'memory', SMS_SENDER: 'console' });
    expect(configuration).not.toHaveProperty('redis');
    expect(configuration).not.toHaveProperty('tencentCloudSms');
    expect(configuration).not.toHaveProperty('codeSecret');
  });

  it('treats an empty variable as not set', () => {
    const empty = { CAPTCHA_APPID: '', CAPTCHA_SECRET: '', SESSION_KEYS: '', CODE_TTL_MINUTES: '', CORS_ORIGINS: '' };
    expect(readConfiguration({ ...documented, ...empty })).toEqual(readConfiguration(documented));
  });

  it('names every variable that is missing', () => {
    const message = messageFor({});
    for (const name of Object.keys(documented))
      expect(message).toMatch(new RegExp(`^  ${name}: not set; allowed: \\S`, 'm'));
  });

  it('reports the name, the value and the allowed values of every malformed variable', () => {
    const message = messageFor({
      ...documented,
      REDIS_PORT: '66000',
      CODE_TTL_MINUTES: 'five',
      SMS_REGION: 'ap-tokyo',
    });
    expect(message.split('\n')).toEqual([
      'These environment variables are missing or invalid:',
      '  REDIS_PORT: found "66000"; allowed: a whole number from 1 to 65535',
      '  SMS_REGION: found "ap-tokyo"; allowed: ap-guangzhou or ap-beijing or ap-nanjing',
      '  CODE_TTL_MINUTES: found "five"; allowed: a whole number from 1 to 60',
    ]);
  });

  it('names missing and malformed variables together', () => {
    const message = messageFor({ ...documented, REDIS_HOST: undefined, SEND_TIMEZONE: 'Mars/Olympus' });
    expect(message).toContain('REDIS_HOST: not set');
    expect(message).toContain('SEND_TIMEZONE: found "Mars/Olympus"');
  });

  it.each([
    ['REDIS_HOST', 'redis://10.0.0.5'],
    ['REDIS_PORT', '0'],
    ['REDIS_PORT', '6379 '],
    ['REDIS_PORT', '1e3'],
    ['SMS_TEMPLATE_ID', 'abc'],
    ['SMS_SDKAPPID', '14 00'],
    ['SMS_TEMPLATE_PARAMS', 'code,seconds'],
    ['SMS_ENDPOINT', 'https://sms.tencentcloudapi.com/path'],
    ['SMS_ENDPOINT', 'ftp://127.0.0.1'],
    ['SMS_ENDPOINT', 'http://127.0.0.1:9000/path'],
    ['SMS_ENDPOINT', 'http://127.0.0.1:9000/?x=1'],
    ['SMS_ENDPOINT', 'sms.tencentcloudapi.com:443'],
    ['SMS_ENDPOINT', '//sms.tencentcloudapi.com'],
    ['SMS_ENDPOINT', 'sms'],
    ['CODE_STORE', 'disk'],
    ['SMS_SENDER', 'mail'],
    ['CODE_MAX_ATTEMPTS', '-1'],
    ['CODE_MAX_ATTEMPTS', '1.5'],
    ['ALLOWED_COUNTRY_CODES', '+86'],
    ['ALLOWED_COUNTRY_CODES', '86,,852'],
    ['ALLOWED_COUNTRY_CODES', '8600'],
    ['TRUSTED_PROXIES', 'cdn.example.com'],
    ['TRUSTED_PROXIES', '203.0.113'],
    ['TRUSTED_PROXIES', '203.0.113.0/33'],
    ['TRUSTED_PROXIES', '203.0.113.0/24/8'],
    ['TRUSTED_PROXIES', '/203.0.113.7'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
    ['TRUSTED_PROXIES', 'fe80::1%eth0'],
    ['TRUSTED_PROXIES', '::ffff:203.0.113.7'],
    ['TRUSTED_PROXIES', '203.0.113.7,'],
    ['CORS_ORIGINS', 'app.example.com'],
    ['CORS_ORIGINS', 'https://app.example.com/'],
    ['LOGIN_PAGE', 'yes'],
    ['CAPTCHA_APPID', 'id'],
  ])('refuses %s=%j', (name, value) => {
    expect(messageFor({ ...documented, CAPTCHA_SECRET: 'x', CAPTCHA_APPID: '1', [name]: value })).toMatch(
      new RegExp(`^  ${name}: found ${JSON.stringify(value).replace(/[.+?]/g, '\\$&')}; allowed: \\S`, 'm'),
    );
  });

  it.each([
    ['http://127.0.0.1', { host: '127.0.0.1', port: 80 }],
    ['http://[::1]:9000', { host: '::1', port: 9000 }],
  ])('reads the address %s of an API', (address, connectTo) => {
    expect(readConfiguration({ ...documented, SMS_ENDPOINT: address }).tencentCloudSms?.endpoint).toEqual({
      connectTo,
    });
  });

  it.each(['10.0.0.0/8', '203.0.113.7/32', '2001:db8::1/128'])('accepts the network %s of proxies', (network) => {
    const [address = '', prefix] = network.split('/');
    const expected = [{ address, prefix: Number(prefix) }];
    expect(readConfiguration({ ...documented, TRUSTED_PROXIES: network }).trustedProxies).toEqual(expected);
  });

  it('accepts a secret of 16 characters', () => {
    const CODE_SECRET = '0123456789abcdef';
    expect(readConfiguration({ ...documented, CODE_SECRET }).codeSecret).toBe(CODE_SECRET);
  });

  it.each([
    ['another curve', generateKeyPairSync('ec', { namedCurve: 'P-384' })],
    ['another algorithm', generateKeyPairSync('ed25519')],
  ])('refuses a session key of %s', (_, { privateKey }) => {
    const key = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    expect(messageFor({ ...documented, SESSION_KEYS: key })).toContain('; allowed: private keys P-256 in PKCS #8');
  });

  it('reveals only the length of a secret', () => {
    const secrets = { CODE_SECRET: 'planted', SESSION_KEYS: 'planted too' };
    const message = messageFor({ ...documented, ...secrets });
    expect(message).toContain('CODE_SECRET: found 7 characters; allowed: at least 16 characters');
    expect(message).toContain('SESSION_KEYS: found 11 characters; allowed: private keys P-256 in PKCS #8');
    expect(inspect(new ConfigurationError([])) + message).not.toContain('planted');
  });

  it.each([
    ['61', '1', 'a whole number from 1 to 60'],
    ['31', '2', 'at most 30 with CODE_MAX_ATTEMPTS=2'],
    ['7', '10', 'at most 6 with CODE_MAX_ATTEMPTS=10'],
  ])(
    'refuses %s messages a day with %s attempts each, since they allow more than 60 guesses',
    (daily, attempts, allowed) => {
      const changes = { SEND_DAILY_LIMIT: daily, CODE_MAX_ATTEMPTS: attempts };
      expect(() => readConfiguration({ ...documented, ...changes })).toThrow(`found`);
      expect(() => readConfiguration({ ...documented, ...changes })).toThrow(allowed);
    },
  );

  it.each([
    ['60', '1'],
    ['30', '2'],
    ['6', '10'],
  ])('accepts %s messages a day with %s attempts each', (daily, attempts) => {
    const changes = { SEND_DAILY_LIMIT: daily, CODE_MAX_ATTEMPTS: attempts };
    expect(readConfiguration({ ...documented, ...changes }).sendLimits.daily).toBe(Number(daily));
  });

  it('requires both captcha variables or neither', () => {
    expect(messageFor({ ...documented, CAPTCHA_APPID: '190000000' })).toContain(
      'CAPTCHA_SECRET: not set; allowed: the AppSecretKey of CAPTCHA_APPID',
    );
    expect(messageFor({ ...documented, CAPTCHA_SECRET: 'secret' })).toContain(
      'CAPTCHA_APPID: not set; allowed: the CaptchaAppId of CAPTCHA_SECRET',
    );
  });

  it('accepts an empty Redis password, but then requires a secret for codes', () => {
    expect(messageFor({ ...documented, REDIS_PASSWORD: '' })).toContain(
      'CODE_SECRET: not set; allowed: at least 16 characters, since there is no REDIS_PASSWORD',
    );
    const configuration = readConfiguration({ ...documented, REDIS_PASSWORD: '', CODE_SECRET: 'sixteen characters' });
    expect(configuration).toMatchObject({ redis: { password: '' }, codeSecret: 'sixteen characters' });
    expect(messageFor({ ...documented, REDIS_PASSWORD: undefined, CODE_SECRET: 'sixteen characters' })).toContain(
      'REDIS_PASSWORD: not set',
    );
  });

  it('requires no signature if no messages are sent to +86', () => {
    const withoutSign = { ...documented, SMS_SIGN: undefined };
    expect(messageFor(withoutSign)).toContain('SMS_SIGN: not set');
    expect(messageFor({ ...withoutSign, ALLOWED_COUNTRY_CODES: '65, 86' })).toContain('SMS_SIGN: not set');
    expect(readConfiguration({ ...withoutSign, ALLOWED_COUNTRY_CODES: '65' }).tencentCloudSms?.sign).toBe('');
  });
});
