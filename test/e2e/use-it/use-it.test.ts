import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { hasChromium, startChromium } from '../../support/browser/chromium';
import { call } from '../../support/client';
import { python } from '../../support/python/python';
import { newSessionKey } from '../../support/session-keys';
import { type BackEnd, startBackEnd } from './back-end';
import { type ExampleService, startExampleService } from './example-service';
import { exampleOf } from './examples';

const phone = '8618566246600';
const sessionKey = newSessionKey();

/** Logs in, and returns the token. */
async function logIn({ url, newestCode }: ExampleService): Promise<string> {
  const { codeStr } = await call(url, { method: 'getSms', phone });
  expect(codeStr).toBe('Ok');
  const { token = '' } = await call(url, { method: 'login', phone, code: newestCode() });
  expect(token).toMatch(/^eyJ/);
  return token;
}

const languages = [
  { language: 'Node.js', program: process.execPath, example: 'back-end.mjs' },
  { language: 'Python', program: python, example: 'back_end.py' },
];

describe.each(languages)('The back end in $language of docs/use-it.md', { timeout: 60_000 }, ({ program, example }) => {
  describe.skipIf(program === undefined)('with its packages installed', () => {
    let service: ExampleService;
    let backEnd: BackEnd;
    beforeEach(async () => {
      service = await startExampleService({ SESSION_KEYS: sessionKey });
      backEnd = await startBackEnd(program ?? '', example, service.url);
    });
    afterEach(async () => {
      await backEnd.stop();
      await service.stop();
    });

    it('exchanges a token once for a session of the number', async () => {
      const token = await logIn(service);
      const { status, body, cookie } = await backEnd.exchange(token);
      expect({ status, body }).toEqual({ status: 200, body: { number: '+8618566246600' } });
      expect(cookie).toMatch(/^session=[\w-]{36}; HttpOnly; Secure/);
      const again = await backEnd.exchange(token);
      expect(again).toEqual({ status: 401, body: { error: 'the token was used before' }, cookie: '' });
    });

    // The reasons of jose and of PyJWT.
    it.each<[string, RegExp, (service: ExampleService) => Promise<string>]>([
      [
        'of another issuer',
        /"iss"|issuer/,
        () => logInElsewhere(sessionKey, { SESSION_ISSUER: 'sms-verification-other' }),
      ],
      [
        'for another audience',
        /"aud"|Audience/,
        () => logInElsewhere(sessionKey, { SESSION_AUDIENCE: 'somebody-else' }),
      ],
      ['of another function', /no applicable key|find a signing key/, () => logInElsewhere(newSessionKey())],
      ['that has ended', /"exp"|expired/, (own) => logInLongAgo(own)],
      ['that was changed', /[Ss]ignature verification failed/, async (own) => withSubject(await logIn(own))],
      ['that is none', /Invalid Compact JWS|Not enough segments/, async () => 'token'],
      ['without a signature', /"alg"|alg value/, async (own) => unsigned(await logIn(own))],
    ])('refuses a token %s', async (_, reason, makeToken) => {
      const { status, body, cookie } = await backEnd.exchange(await makeToken(service));
      expect({ status, cookie }).toEqual({ status: 401, cookie: '' });
      expect(body.error).toMatch(reason);
    });
  });
});

describe.skipIf(!hasChromium)('The page of docs/use-it.md, on an origin of its own', { timeout: 60_000 }, () => {
  /** Serves the page, and passes on what it sends to its own origin. */
  async function servePage(serviceUrl: string, received: string[], sessionStatus = 200): Promise<string> {
    const page = exampleOf('login.html').replace('https://sms.example.com/', serviceUrl);
    expect(page).toContain(serviceUrl);
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      if (request.method === 'POST') {
        received.push(body);
        response.statusCode = sessionStatus;
      }
      response.setHeader('content-type', 'text/html').end(request.url === '/login.html' ? page : '<title>Home</title>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  async function openPage(address: string): Promise<Page> {
    const browser = await startChromium();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.goto(address);
    return page;
  }

  it('logs a user in, and hands the token to its own back end, if the service allows its origin', async () => {
    const received: string[] = [];
    const service = await startExampleService();
    onTestFinished(service.stop);
    const origin = await servePage(service.url, received);
    service.allowOrigin(origin);
    const page = await openPage(`${origin}/login.html`);
    await page.fill('[name=phone]', '18566246600');
    await page.click('text=Send code');
    await page.waitForSelector('#message:has-text("put 86 in front of the number")');
    await page.fill('[name=phone]', phone);
    await page.click('text=Send code');
    await page.fill('[name=code]', service.newestCode() === '000000' ? '000001' : '000000');
    await page.click('text=Log in');
    await page.waitForSelector('#message:has-text("Wrong code.")');
    await page.fill('[name=code]', service.newestCode());
    await page.click('text=Log in');
    await page.waitForURL(`${origin}/`);
    expect(received).toEqual([expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/)]);
  });

  it('says so if its own back end refuses the token', async () => {
    const received: string[] = [];
    const service = await startExampleService();
    onTestFinished(service.stop);
    const origin = await servePage(service.url, received, 401);
    service.allowOrigin(origin);
    const page = await openPage(`${origin}/login.html`);
    await page.fill('[name=phone]', phone);
    await page.click('text=Send code');
    await page.fill('[name=code]', service.newestCode());
    await page.click('text=Log in');
    await page.waitForSelector('#message:has-text("That did not work.")');
    expect(received).toHaveLength(1);
  });

  it('says so if the service does not answer', async () => {
    const service = await startExampleService();
    await service.stop();
    const page = await openPage(`${await servePage(service.url, [])}/login.html`);
    await page.fill('[name=phone]', phone);
    await page.click('text=Send code');
    await page.waitForSelector('#message:has-text("That did not work.")');
  });

  it('sends nothing if the service does not allow its origin', async () => {
    const service = await startExampleService({ CORS_ORIGINS: 'https://app.example.com' });
    onTestFinished(service.stop);
    const page = await openPage(`${await servePage(service.url, [])}/login.html`);
    await page.fill('[name=phone]', phone);
    const failed = page.waitForEvent('requestfailed');
    await page.click('text=Send code');
    expect((await failed).url()).toContain(service.url);
    expect(service.newestCode()).toBe('');
  });
});

describe('A back end of docs/use-it.md that calls for its users', () => {
  it('has the addresses of its users counted, if its own is a trusted proxy, and replies in their language', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'call-for-user-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'call-for-user.mjs');
    await writeFile(file, exampleOf('call-for-user.mjs'));
    const { callForUser } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
      readonly callForUser: (
        fields: object,
        userAddress: string,
        language?: string,
      ) => Promise<{ readonly codeStr: string; readonly msg: string }>;
    };
    const send = async (trustedProxies: string) => {
      const service = await startExampleService({ SEND_ADDRESS_LIMIT: '1', TRUSTED_PROXIES: trustedProxies });
      onTestFinished(service.stop);
      process.env.SMS_URL = service.url;
      onTestFinished(() => void delete process.env.SMS_URL);
      const codes: string[] = [];
      for (const [number, address] of ['203.0.113.1', '203.0.113.2', '203.0.113.2'].entries()) {
        codes.push((await callForUser({ method: 'getSms', phone: `${Number(phone) + number}` }, address)).codeStr);
      }
      return codes;
    };
    const limited = 'LimitExceeded.ClientAddressLimit';
    expect(await send('127.0.0.0/8')).toEqual(['Ok', 'Ok', limited]);
    // 127.0.0.1 is no public address, so without a trusted proxy nothing is counted for it.
    expect(await send('192.0.2.1')).not.toContain(limited);
    const { msg } = await callForUser({ method: 'login', phone, code: '000000' }, '203.0.113.1', 'zh-CN,zh;q=0.9');
    expect(msg).toContain('验证码');
  });
});

/** Logs in to another function. */
async function logInElsewhere(key: string, variables: Readonly<Record<string, string>> = {}): Promise<string> {
  const other = await startExampleService({ SESSION_KEYS: key, ...variables });
  try {
    return await logIn(other);
  } finally {
    await other.stop();
  }
}

/** Logs in an hour ago. */
async function logInLongAgo(service: ExampleService): Promise<string> {
  service.setClock(() => Date.now() - 3_600_000);
  return logIn(service);
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (text = ''): object => JSON.parse(Buffer.from(text, 'base64url').toString());

/** Changes the subject, without signing the token again. */
function withSubject(token: string): string {
  const [header, payload, signature] = token.split('.');
  return [header, encode({ ...decode(payload), sub: '+8618566246601' }), signature].join('.');
}

function unsigned(token: string): string {
  const [header, payload] = token.split('.');
  return [encode({ ...decode(header), alg: 'none' }), payload, ''].join('.');
}
