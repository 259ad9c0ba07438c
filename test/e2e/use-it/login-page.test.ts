import { describe, expect, it } from 'vitest';
import { hasChromium } from '../../support/browser/chromium';
import { openExamplePage } from './login-page';

const failed = 'That did not work.';
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');
/** What the page gets instead of a reply of the service. */
const reply = (status: number, body: object) => ({
  status,
  headers: { 'access-control-allow-origin': '*' },
  json: body,
});

describe.skipIf(!hasChromium)('The page of docs/use-it.md, on an origin of its own', { timeout: 60_000 }, () => {
  it('logs a user in, and hands the token to its own back end', async () => {
    const { page, origin, service, received, askFor, logIn, shows } = await openExamplePage();
    // The page has put the country code in front of it, so the text must not ask for one.
    await askFor('12345');
    await shows('This is not a mobile number. Please check the country and the number.');
    // As people in the Chinese mainland write it.
    await askFor('185 6624 6600');
    await shows('The verification code has been sent.');
    await logIn(wrong(service.newestCode()));
    await shows('Wrong code.');
    await logIn();
    await page.waitForURL(`${origin}/`);
    expect(received).toEqual([expect.stringMatching(/^\{"token":"eyJ[\w-]+\.[\w-]+\.[\w-]+"\}$/)]);
  });

  it('logs in in a browser that knows no time-outs of requests, such as Safari 15', async () => {
    const { page, origin, askFor, logIn } = await openExamplePage();
    await page.evaluate('delete AbortSignal.timeout');
    await askFor('18566246600');
    await logIn();
    await page.waitForURL(`${origin}/`);
  });

  it.each(['+86 185 6624 6600', '008618566246600'])('takes a number with its country code: %s', async (number) => {
    const { askFor, shows } = await openExamplePage();
    await askFor(number);
    await shows('The verification code has been sent.');
  });

  it('gets the messages of the service in its own language', async () => {
    const { page, askFor, shows } = await openExamplePage();
    await page.evaluate("document.documentElement.lang = 'zh-CN'");
    await askFor('18566246600');
    await shows('验证码已发送。');
  });

  it.each([
    ['of a field that it sets itself', 400, { codeStr: 'InValidParam', msg: 'handle: missing', field: 'handle' }],
    ['of the SMS API', 502, { codeStr: 'FailedOperation.Other', msg: 'The message could not be sent. (…)' }],
    ['of the platform', 500, { errorCode: 1, errorMessage: 'no instance' }],
  ])('does not show the text of an error %s', async (_, status, body) => {
    const { page, service, askFor, shows } = await openExamplePage();
    await page.route(`${service.url}/`, (route) => route.fulfill(reply(status, body)));
    await askFor('18566246600');
    await shows(failed);
    expect(await page.textContent('#message')).toBe(`${failed} Please try again later.`);
  });

  it.each([
    ['has no answer', undefined],
    ['could not reach the service', 503],
  ])('sends the token again if its own back end %s', async (_, status) => {
    const { page, origin, received, setSessionStatus, askFor, logIn, shows } = await openExamplePage();
    setSessionStatus(status);
    await askFor('18566246600');
    await logIn();
    await shows(failed);
    setSessionStatus(200);
    await page.click('text=Log in');
    await page.waitForURL(`${origin}/`);
    // A browser may repeat a request by itself.
    expect(received.length).toBeGreaterThan(1);
    expect(new Set(received).size).toBe(1);
  });

  it('needs a new code after its own back end has refused the token', async () => {
    const { page, received, setSessionStatus, askFor, logIn, shows } = await openExamplePage();
    setSessionStatus(401);
    await askFor('18566246600');
    await logIn();
    await shows(failed);
    await page.click('text=Log in');
    await shows('Please request a new one.');
    expect(received).toHaveLength(1);
  });

  it('checks a code once if the button is tapped twice, and sends one code', async () => {
    const { page, origin, service, received, askFor, logIn } = await openExamplePage();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(service.url) && request.method() === 'POST') sent.push(request.postData() ?? '');
    });
    await page.evaluate("addEventListener('click', ({ target, isTrusted }) => isTrusted && target.click())");
    await askFor('18566246600');
    await logIn();
    await page.waitForURL(`${origin}/`);
    expect(sent.map((body) => JSON.parse(body).method)).toEqual(['getSms', 'login']);
    expect(received).toHaveLength(1);
  });

  it('asks for the code if the reply is lost, since the message may still arrive', async () => {
    const { page, origin, service, askFor, logIn, shows } = await openExamplePage();
    await page.route(`${service.url}/`, async (route) => {
      // contract: the page never gets it.
      await route.fetch();
      await route.abort();
    });
    await askFor('18566246600');
    await shows(failed);
    await page.unroute(`${service.url}/`);
    await logIn();
    await page.waitForURL(`${origin}/`);
  });

  it('gives the service 16 seconds', async () => {
    const before = `AbortSignal.timeout = (ms) => { globalThis.given = ms; return AbortSignal.abort(); }`;
    const { page, askFor, shows } = await openExamplePage({ before });
    await askFor('18566246600');
    await shows(failed);
    expect(await page.evaluate('given')).toBe(16_000);
  });

  it('sends nothing if the service does not allow its origin', async () => {
    const { page, service, askFor } = await openExamplePage({ isAllowed: false });
    const refused = page.waitForEvent('requestfailed', (request) => request.url().startsWith(service.url));
    await askFor('18566246600');
    await refused;
    expect(service.newestCode()).toBe('');
  });
});
