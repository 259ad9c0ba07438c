import { expect, it } from 'vitest';
import { chinese } from '../../function/http/messages/chinese';
import { english } from '../../function/http/messages/english';
import { expectAccessible } from '../support/browser/accessible';
import { describePage, wrong } from '../support/browser/deployed-page';

describePage('The login page is accessible: it', (deployed) => {
  it('is in Chinese in a Chinese browser, and changes the language at any step', async () => {
    const { page, code, logIn, message } = await deployed.openWithCode({ locale: 'zh-CN' });
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
    expect(await page.textContent('h1')).toBe('登录');
    expect(await page.textContent('#news')).toBe('验证码已发送。');
    await logIn(wrong(code));
    expect(await message()).toBe('验证码错误，请检查手机号和验证码。');
    await page.click('#language');
    expect(await page.textContent('h1')).toBe('Log in');
    expect(await page.textContent('#hint')).toContain('Attempts left: 2.');
    expect(await page.inputValue('#code')).toBe(wrong(code));
  });

  it.each(['en-US', 'zh-CN'] as const)('explains every codeStr in a plain sentence, in %s', async (locale) => {
    const { codes } = locale === 'en-US' ? english : chinese;
    const { page, logIn } = await deployed.openWithCode({ locale });
    const sentence = locale === 'en-US' ? /^[A-Z][^:_]+\.$/ : /^[^A-Za-z：]+。$/;
    const { Ok: _ok, Success: _success, ...others } = codes;
    const replies = Object.entries({ ...others, InValidParam: 'code: malformed', Unheard: '' });
    for (const [index, [codeStr, msg]] of replies.entries()) {
      await page.route(
        (url) => url.href === deployed.url,
        (route) => route.fulfill({ json: { codeStr, msg } }),
        { times: 1 },
      );
      await logIn(String(100_000 + index));
      await page.waitForSelector('#message:not(:empty)');
      expect(await page.textContent('#message'), codeStr).toMatch(sentence);
    }
  });

  it.each([
    ['en-US', 'No message yet?', 'Send a new code'],
    ['zh-CN', '没有收到短信？', '重新获取验证码'],
  ])(
    'says in %s what to do when no message has come, once another one can be requested',
    async (locale, title, action) => {
      const number = deployed.newNumber();
      const { page, send } = await deployed.open({ locale });
      await page.clock.install();
      await page.reload();
      await send(number);
      await page.waitForSelector('#code-form:not([hidden])');
      expect(await page.isVisible('#help')).toBe(false);
      await page.clock.runFor(31_000);
      expect(await page.isVisible('#help')).toBe(true);
      expect(await page.textContent('#help')).toContain(title);
      await expectAccessible(page);
      // Screen readers read it with the button that requests another code.
      const resend = page.getByRole('button', { name: action, exact: true });
      expect(await resend.getAttribute('aria-describedby')).toBe('help');
      await page.click('#language');
      expect(await page.textContent('#help')).not.toContain(title);
      await page.click('#language');
      const replyOnce = (status: number, json: object) =>
        page.route(
          (url) => url.href === deployed.url,
          (route) => route.fulfill({ status, json }),
          { times: 1 },
        );
      // Refused, so no message is on its way.
      await replyOnce(429, { codeStr: 'LimitExceeded.X', msg: 'Later.', retryAfter: 90 });
      await resend.click();
      await page.waitForSelector('#message:not(:empty)');
      expect(await page.isVisible('#help')).toBe(true);
      await page.reload();
      await page.waitForSelector('#code-form:not([hidden])');
      expect(await page.isVisible('#help')).toBe(false);
      await page.clock.runFor(91_000);
      expect(await page.isVisible('#help')).toBe(true);
      await replyOnce(200, { codeStr: 'Ok', msg: 'Sent.', expiresIn: 300, retryAfter: 30 });
      await resend.click();
      await page.locator('#help').waitFor({ state: 'hidden' });
    },
  );

  it('accepts a pasted message, and supports one-time code autofill', async () => {
    const { page, code, paste } = await deployed.openWithCode();
    await paste('#code', `Your signup verification code is ${code}. Please enter it within 5 minutes.`);
    expect(await page.inputValue('#code')).toBe(code);
    await page.waitForSelector('#done:not([hidden])');
    expect(await page.getAttribute('#code', 'autocomplete')).toBe('one-time-code');
    expect(await page.getAttribute('#code', 'inputmode')).toBe('numeric');
  });

  it('logs a person in in a browser that knows no time-outs of requests, such as Safari 15', async () => {
    const number = deployed.newNumber();
    const { page, send, logIn } = await deployed.open();
    await page.evaluate('delete AbortSignal.timeout');
    await send(number);
    await page.waitForSelector('#code-form:not([hidden])');
    await logIn(await deployed.codeOf(number));
    await page.waitForSelector('#done:not([hidden])');
  });

  it('works with the keyboard alone', async () => {
    const number = deployed.newNumber();
    const { page, focused } = await deployed.open();
    for (const id of ['language', 'country', 'number']) {
      await page.keyboard.press('Tab');
      expect(await focused()).toBe(id);
    }
    await page.keyboard.type(number);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#code-form:not([hidden])');
    await page.keyboard.type(await deployed.codeOf(number));
    await page.waitForSelector('#done:not([hidden])');
    expect(await focused()).toBe('title');
  });

  it.each(['light', 'dark'] as const)(
    'has no accessibility violations at any step, in the %s colour scheme',
    async (colorScheme) => {
      const { page, code, logIn, message } = await deployed.openWithCode({ colorScheme });
      await expectAccessible(page);
      await logIn(wrong(code));
      await message();
      await expectAccessible(page);
      await logIn(code);
      await page.waitForSelector('#done:not([hidden])');
      await expectAccessible(page);
      await page.click('#again');
      await expectAccessible(page);
    },
  );

  it.each([320, 1280])('fits a screen %i pixels wide', async (width) => {
    const { page, code, logIn, message } = await deployed.openWithCode({
      viewport: { width, height: 568 },
      deviceScaleFactor: 2,
    });
    await logIn(wrong(code));
    await message();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });
});
