import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createMainHandler } from '../../../function/service';
import { documented } from '../../support/documented-handler';

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** Handles a browser's request that opens the address. `variables` and `event` override the defaults; the login page is on. */
async function open(variables: Readonly<Record<string, string>> = {}, event: object = {}) {
  const environment = { CODE_STORE: 'memory', SMS_SENDER: 'console', LOGIN_PAGE: 'on', ...variables };
  const handle = documented(createMainHandler({ environment, now: Date.now, writeLine: () => {} }));
  const request = { httpMethod: 'GET', path: '/', headers: browser, queryString: {}, body: '', ...event };
  return handle(request, {});
}

const inPage = (body: string, element: string) => new RegExp(`<${element}>([^]*?)</${element}>`).exec(body)?.[1] ?? '';
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('The login page', () => {
  it('is sent to a browser that opens the address', async () => {
    const { statusCode, headers, body } = await open();
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(body).toMatch(/^<!doctype html>/);
    expect(body).toContain('data-countries="86:CN"');
    expect(body).toContain('data-captcha=""');
    expect(body).toContain('data-captcha-when="always"');
  });

  it('is sent to a browser that follows a link on another site', async () => {
    const { statusCode, body } = await open({}, { headers: { ...browser, 'sec-fetch-site': 'cross-site' } });
    expect(statusCode).toBe(200);
    expect(body).toMatch(/^<!doctype html>/);
  });

  it('is sent if the query string is text, and not if it names a method', async () => {
    expect((await open({}, { queryString: 'utm=x' })).body).toMatch(/^<!doctype html>/);
    expect((await open({}, { queryString: null })).body).toMatch(/^<!doctype html>/);
    expect((await open({}, { queryString: { method: 'getSms' } })).body).toMatch(/^\{/);
  });

  it('forbids other scripts and styles, and requests to other hosts', async () => {
    const { headers, body } = await open();
    const policy = headers['content-security-policy'] ?? '';
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(inPage(body, 'script'))}`,
      `style-src ${hash(inPage(body, 'style'))}`,
      "connect-src 'self'",
      'img-src data:',
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(body).not.toMatch(/https?:/);
  });

  it('is at most 15 kB long', async () => {
    const captcha = { CAPTCHA_APPID: '190000000', CAPTCHA_SECRET: 'secret of the captcha' };
    const { body } = await open(
      { ...captcha, ALLOWED_COUNTRY_CODES: '86,852,853,886,65,60,81,82,1,44', CAPTCHA_WHEN: 'suspicious' },
      { headers: { ...browser, host: 'localhost' } },
    );
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(15_000);
  });

  it('contains the allowed countries and the ID of the captcha, but not its secret', async () => {
    const captcha = { CAPTCHA_APPID: '190000000', CAPTCHA_SECRET: 'secret of the captcha' };
    const { headers, body } = await open({ ...captcha, ALLOWED_COUNTRY_CODES: '852,1,86' });
    expect(body).toContain('data-countries="852:HK,1:,86:CN"');
    expect(body).toContain('data-captcha="190000000"');
    expect(body).not.toContain('secret of');
    expect(body).toContain('data-captcha-script="https://turing.captcha.qcloud.com/TJCaptcha.js"');
    expect(body.match(/https?:/g)).toHaveLength(1);
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toMatch(/default-src https:\/\/\*\.captcha\.qcloud\.com /);
    expect(policy).toMatch(/script-src '[^']+' https:\/\/\*\.captcha\.qcloud\.com /);
    expect(policy).toContain("style-src 'unsafe-inline' https://*.captcha.qcloud.com ");
    expect(policy).toContain('worker-src blob:;');
  });

  it.each([
    ['127.0.0.1:8787', 'shown'],
    ['localhost', 'shown'],
    ['LOCALHOST:80', 'shown'],
    ['[::1]:8787', 'shown'],
    ['sms.example.com', ''],
    ['1300000000-abcdefghij.ap-guangzhou.tencentscf.com', ''],
    ['localhost.example.com', ''],
    ['127.0.0.1.example.com:8787', ''],
    ['', ''],
  ])('shows the claims of tokens only on the machine on which it runs: at %j, they are %j', async (host, claims) => {
    const { body } = await open({}, { headers: { ...browser, host } });
    expect(body).toContain(` data-claims="${claims}"`);
  });

  it('decides for each request whether it shows the claims of tokens', async () => {
    const environment = { CODE_STORE: 'memory', SMS_SENDER: 'console', LOGIN_PAGE: 'on' };
    const handle = documented(createMainHandler({ environment, now: Date.now, writeLine: () => {} }));
    for (const [host, claims] of [
      ['localhost', 'shown'],
      ['sms.example.com', ''],
      ['localhost', 'shown'],
    ]) {
      const { body } = await handle({ httpMethod: 'GET', headers: { ...browser, host }, queryString: {} }, {});
      expect(body).toContain(` data-claims="${claims}"`);
    }
  });

  it('loads the script for international accounts if their API checks the captcha', async () => {
    const captcha = { CAPTCHA_APPID: '190000000', CAPTCHA_SECRET: 'secret of the captcha' };
    const { body } = await open({ ...captcha, CAPTCHA_ENDPOINT: 'captcha.intl.tencentcloudapi.com' });
    expect(body).toContain('data-captcha-script="https://ca.turing.captcha.qcloud.com/TJNCaptcha-global.js"');
  });

  it.each<[string, Readonly<Record<string, string>>, object]>([
    ['if it is off', { LOGIN_PAGE: 'off' }, {}],
    ['if LOGIN_PAGE is empty', { LOGIN_PAGE: '' }, {}],
    ['to other clients', {}, { headers: { accept: '*/*' } }],
    ['to scripts', {}, { headers: { accept: 'application/json' } }],
    ['without an Accept header', {}, { headers: {} }],
    ['with a method', {}, { queryString: { method: 'getSms' } }],
    ['with an empty method', {}, { queryString: { method: '' } }],
    ['to a POST request', {}, { httpMethod: 'POST' }],
  ])('is not served %s', async (_, variables, event) => {
    const { statusCode, headers, body } = await open(variables, event);
    expect(statusCode).toBe(400);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(body)).toMatchObject({ codeStr: 'InValidParam' });
  });
});
