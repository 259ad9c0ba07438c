import { expect, it } from 'vitest';
import { createMainHandler } from '../../function/service';
import { expectAccessible } from '../support/browser/accessible';
import { describePage } from '../support/browser/deployed-page';
import { documented } from '../support/documented-handler';

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = `${encode({ alg: 'ES256' })}.${encode({ sub: '+8618566246600', aud: '<b>应用</b>' })}.signature`;

describePage("The token's claims on the login page", (deployed) => {
  /** Opens a page, which gets a made-up reply to its login, and logs in. */
  async function logInWith(reply: object, pageHost?: string) {
    const { page, send, logIn } = await deployed.open();
    const environment = { CODE_STORE: 'memory', SMS_SENDER: 'console', LOGIN_PAGE: 'on' };
    const handle = documented(createMainHandler({ environment, now: Date.now, writeLine: () => {} }));
    await page.route(
      (url) => url.href === deployed.url,
      async (route) => {
        const request = route.request();
        if (request.method() === 'GET') {
          const headers = { ...request.headers(), ...(pageHost !== undefined && { host: pageHost }) };
          const {
            statusCode: status,
            headers: served,
            body,
          } = await handle({ httpMethod: 'GET', headers, queryString: {} });
          return route.fulfill({ status, headers: { ...served }, body });
        }
        const isLogin = request.postDataJSON().method === 'login';
        return route.fulfill({
          json: isLogin ? reply : { codeStr: 'Ok', msg: 'Sent.', expiresIn: 300, retryAfter: 30 },
        });
      },
    );
    await page.reload();
    await send(deployed.newNumber());
    await page.waitForSelector('#code-form:not([hidden])');
    await logIn('042137');
    await page.waitForSelector('#done:not([hidden])');
    return page;
  }

  it('are there to unfold in the demo, so that one sees what a back end gets', async () => {
    const { page, number, code, logIn } = await deployed.openWithCode();
    await logIn(code);
    await page.waitForSelector('#done:not([hidden])');
    expect(await page.isVisible('#claims')).toBe(true);
    expect(await page.isVisible('#claims-json')).toBe(false);
    await page.click('summary');
    const claims = JSON.parse((await page.textContent('#claims-json')) ?? '');
    expect(claims).toMatchObject({ sub: `+86${number}`, iat: expect.any(Number), exp: expect.any(Number) });
    expect(await page.textContent('#claims')).toContain('has to check its signature');
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(420);
    await page.click('#language');
    expect(await page.textContent('#claims')).toContain('必须验证签名');
    expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, '']);
    await page.click('#again');
    expect(await page.textContent('#claims-json')).toBe('');
  });

  it('are shown as text, in the characters that they have', async () => {
    const page = await logInWith({ codeStr: 'Success', token }, '127.0.0.1:8787');
    await page.click('summary');
    expect(await page.textContent('#claims-json')).toBe('{\n  "sub": "+8618566246600",\n  "aud": "<b>应用</b>"\n}');
  });

  it.each(['sms.example.com', '1300000000-abcdefghij.ap-guangzhou.tencentscf.com', ''])(
    'are not shown by a page that is served at another host than this machine: %j',
    async (host) => {
      const page = await logInWith({ codeStr: 'Success', token }, host);
      expect(await page.isVisible('#claims')).toBe(false);
      expect(await page.textContent('#claims-json')).toBe('');
    },
  );

  it.each([[{}], [{ token: 'no-token' }], [{ token: 'a.b.c' }]])(
    'are not shown if there are none: %j',
    async (fields) => {
      const page = await logInWith({ codeStr: 'Success', ...fields }, 'localhost:8787');
      expect(await page.isVisible('#claims')).toBe(false);
    },
  );
});
