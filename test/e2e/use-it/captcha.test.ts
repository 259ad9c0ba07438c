import { describe, expect, it, onTestFinished } from 'vitest';
import { createLoginPage } from '../../../function/page/login-page';
import { startApiServer } from '../../../local-cloud/api/api-server';
import { hasChromium } from '../../support/browser/chromium';
import { guide } from './examples';
import { openExamplePage } from './login-page';

/** Calls back with what the test has set. platform: captcha-script */
const captchaScript = `TencentCaptcha = class {
  constructor(appId, done) { this.show = () => { globalThis.shown = appId; done(result); }; }
}`;

/**
 * Opens the page, whose service asks for a captcha, and takes the ticket `solved`.
 *
 * @param script the captcha's script; `undefined`: it cannot be loaded
 */
async function openWithCaptcha(script: string | undefined) {
  const api = await startApiServer({
    findCredential: () => ({ secretKey: 'key' }),
    answer: ({ parameters }) => ({ CaptchaCode: parameters.Ticket === 'solved' ? 1 : 21, CaptchaMsg: '' }),
  });
  onTestFinished(() => api.stop());
  const captcha = { CAPTCHA_APPID: '190000000', CAPTCHA_SECRET: 'secret', CAPTCHA_ENDPOINT: api.url };
  const keys = { TENCENTCLOUD_SECRETID: 'id', TENCENTCLOUD_SECRETKEY: 'key' };
  const opened = await openExamplePage({ variables: { ...captcha, ...keys }, captchaScript: script });
  const setResult = (result: object) => opened.page.evaluate(`result = ${JSON.stringify(result)}`);
  return { ...opened, api, setResult };
}

describe.skipIf(!hasChromium)('The captcha of docs/use-it.md', { timeout: 60_000 }, () => {
  it('is shown when the service asks for it, and the request is repeated with what it returned', async () => {
    const { page, api, service, askFor, shows, setResult } = await openWithCaptcha(captchaScript);
    await setResult({ ret: 0, ticket: 'solved', randstr: '@abc' });
    await askFor('18566246600');
    await shows('The verification code has been sent.');
    expect(await page.evaluate('shown')).toBe('190000000');
    expect(api.calls.map(({ parameters }) => parameters)).toMatchObject([{ Ticket: 'solved', Randstr: '@abc' }]);
    expect(service.newestCode()).toMatch(/^\d{6}$/);
  });

  it('sends nothing if the user closes it', async () => {
    const { api, service, askFor, shows, setResult } = await openWithCaptcha(captchaScript);
    await setResult({ ret: 2 });
    await askFor('18566246600');
    await shows('Please solve the captcha.');
    expect(api.calls).toHaveLength(0);
    expect(service.newestCode()).toBe('');
  });

  it('leaves no text for developers on the page if its script cannot be loaded', async () => {
    const { page, askFor } = await openWithCaptcha(undefined);
    const failed = page.waitForEvent('pageerror');
    await askFor('18566246600');
    expect((await failed).message).toContain('TencentCaptcha is not defined');
    expect(await page.textContent('#message')).toBe('That did not work. Please try again later.');
  });

  // While the script fails, it makes up tickets without asking the user: a repeat would never end.
  it('is not shown again by itself after a ticket that is refused', async () => {
    const { api, askFor, shows, setResult } = await openWithCaptcha(captchaScript);
    await setResult({ ret: 0, ticket: 'trerror_1', randstr: '@abc' });
    await askFor('18566246600');
    await shows('The captcha was not solved. Please try again.');
    expect(api.calls).toHaveLength(1);
  });
});

it('The Content-Security-Policy of docs/use-it.md allows the hosts of the captcha that the login page allows', () => {
  const captcha = { appId: 190_000_000, secret: 'secret', endpoint: {} };
  const { headers } = createLoginPage({ countryCodes: ['86'], captcha, captchaWhen: 'always' })('elsewhere');
  const [, hosts = ''] = /default-src ([^;]+)/.exec(headers['content-security-policy'] ?? '') ?? [];
  expect(hosts).toContain('.captcha.qcloud.com');
  expect(guide.replace(/\s+/g, ' ')).toContain(`\`${hosts}\``);
});
