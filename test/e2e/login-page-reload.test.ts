import { expect, it } from 'vitest';
import { describePage, wrong } from '../support/browser/deployed-page';
import type { OpenedPage } from '../support/browser/opened-page';
import { call } from '../support/client';

/** Everything that the page has stored in the browser. */
const stored = ({ page }: Pick<OpenedPage, 'page'>): Promise<string> =>
  page.evaluate('JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])');
const nothing = '[{},{},""]';

describePage('A login page that is loaded again', (deployed) => {
  it('still waits for the code that it requested, and logs in by its handle', async () => {
    const { page, number, code, logIn, focused } = await deployed.openWithCode();
    await page.reload();
    await page.waitForSelector('#code-form:not([hidden])');
    expect(await page.textContent('#sent-to')).toBe(`+86 ${number}`);
    expect(await page.textContent('#hint')).toMatch(/^The code is valid for (5:00|4:[45]\d)\.$/);
    expect(await page.textContent('#resend')).toMatch(/^Send a new code( in 0:(30|[0-2]\d))?$/);
    expect(await focused()).toBe('code');
    // A login without the handle has no attempts left now.
    const fields = { method: 'login', phone: `86${number}` };
    for (let guess = 0; guess < 3; guess++) await call(deployed.url, { ...fields, code: wrong(code) });
    await logIn(code);
    await page.waitForSelector('#done:not([hidden])');
    expect(await stored({ page })).toBe(nothing);
    await page.reload();
    await page.waitForSelector('#number-form:not([hidden])');
  });

  it('has stored the number and the handle, for this tab only, but no code', async () => {
    const { page, number, code, logIn, message } = await deployed.openWithCode();
    await logIn(wrong(code));
    await message();
    await page.reload();
    const [session, ...others] = JSON.parse(await stored({ page }));
    expect(others).toEqual([{}, '']);
    expect(Object.keys(session)).toEqual([page.url()]);
    expect(JSON.parse(session[page.url()])).toEqual({
      phone: `+86 ${number}`,
      handle: expect.stringMatching(/^[\w-]{10,}$/),
      expiresAt: expect.any(Number),
      resendAt: expect.any(Number),
    });
  });

  it('has forgotten a code that expired, before it was loaded again and since', async () => {
    const { page, send } = await deployed.open();
    await page.clock.install();
    await page.reload();
    await send(deployed.newNumber());
    await page.waitForSelector('#code-form:not([hidden])');
    await page.clock.runFor(301_000);
    expect(await stored({ page })).toBe(nothing);

    const other = await deployed.openWithCode();
    await other.page.clock.setSystemTime(Date.now() + 301_000);
    await other.page.reload();
    await other.page.waitForSelector('#number-form:not([hidden])');
    expect(await stored(other)).toBe(nothing);
  });

  it('has forgotten the code of a number that was left for another one', async () => {
    const { page } = await deployed.openWithCode();
    await page.click('#other');
    expect(await stored({ page })).toBe(nothing);
  });

  it('has no handle for a code whose message may not have been sent', async () => {
    const { page, number } = await deployed.openWithCode();
    await page.clock.install();
    await page.reload();
    await page.clock.runFor(31_000);
    await page.route(
      (url) => url.href === deployed.url,
      (route) => route.fulfill({ status: 503, json: { codeStr: 'ServiceUnavailable', msg: 'Unavailable.' } }),
      { times: 1 },
    );
    await page.click('#resend');
    await page.waitForSelector('#message:not(:empty)');
    const [session] = JSON.parse(await stored({ page }));
    expect(JSON.parse(session[page.url()])).toMatchObject({ phone: `+86 ${number}`, handle: '' });
  });

  it('does not mix up two services of one host', async () => {
    const { page } = await deployed.openWithCode();
    await page.goto(`${deployed.url}/other`);
    await page.waitForSelector('#number-form:not([hidden])');
    await page.goto(deployed.url);
    await page.waitForSelector('#code-form:not([hidden])');
  });

  it.each(['', 'null', '{}', '{"expiresAt":9e15}', '['])('starts over if what is stored is %j', async (text) => {
    const { page } = await deployed.open();
    await page.evaluate(`sessionStorage.setItem(location.href, ${JSON.stringify(text)})`);
    await page.reload();
    await page.waitForSelector('#number-form:not([hidden])');
    expect(await page.textContent('#send')).toBe('Send code');
  });

  it('logs in although the browser stores nothing', async () => {
    const number = deployed.newNumber();
    const { page, send, logIn } = await deployed.open();
    await page.addInitScript(`Object.defineProperty(window, 'sessionStorage', {
      get() { throw new DOMException('Denied.', 'SecurityError'); },
    })`);
    await page.reload();
    await send(number);
    await page.waitForSelector('#code-form:not([hidden])');
    await logIn(await deployed.codeOf(number));
    await page.waitForSelector('#done:not([hidden])');
  });
});
