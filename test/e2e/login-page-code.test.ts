import { expect, it } from 'vitest';
import { describePage, wrong } from '../support/browser/deployed-page';

describePage('The code that a person enters on the login page', (deployed) => {
  it('is submitted by itself at the sixth typed digit, and once although Enter follows', async () => {
    const { page, code, sentCodes } = await deployed.openWithCode();
    expect(await page.textContent('#advice')).toBe('It is checked once complete.');
    await page.keyboard.type(code.slice(0, 5));
    expect(sentCodes).toEqual([]);
    await page.keyboard.type(code.slice(5));
    await page.keyboard.press('Enter');
    await page.waitForSelector('#done:not([hidden])');
    expect(sentCodes).toEqual([code]);
  });

  it('is submitted by itself when a message is pasted', async () => {
    const { page, code, paste, sentCodes } = await deployed.openWithCode();
    await paste('#code', `【Test demo】验证码 ${code}，5 分钟内有效。`);
    await page.waitForSelector('#done:not([hidden])');
    expect(sentCodes).toEqual([code]);
  });

  it('is submitted by itself when the browser fills it in, also while another field has the focus', async () => {
    const { page, code, sentCodes } = await deployed.openWithCode();
    await page.focus('#resend');
    await page.evaluate(`{
      const field = document.querySelector('#code');
      field.value = '${code}';
      for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    }`);
    await page.waitForSelector('#done:not([hidden])');
    expect(sentCodes).toEqual([code]);
  });

  it('is corrected after it was wrong, and a wrong one uses up one attempt only', async () => {
    const { page, code, logIn, message, waitForText, focused, sentCodes } = await deployed.openWithCode();
    await logIn(wrong(code));
    expect(await message()).toContain('Wrong code.');
    expect(await focused()).toBe('code');
    // Again by the button, by Enter, and by a digit too many that is taken back.
    await page.click('#log-in');
    await waitForText('#message', 'This code was wrong already.');
    await page.press('#code', 'End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('1');
    await page.keyboard.press('Backspace');
    expect(await page.textContent('#hint')).toContain('Attempts left: 2.');
    for (let digit = 0; digit < 6; digit++) await page.keyboard.press('Backspace');
    await page.keyboard.type(code);
    await page.waitForSelector('#done:not([hidden])');
    expect(sentCodes).toEqual([wrong(code), code]);
  });

  it('is not submitted by itself while digits in its middle are corrected', async () => {
    const { page, code, logIn, message, sentCodes } = await deployed.openWithCode();
    const others = `${(Number(code[0]) + 1) % 10}${(Number(code[1]) + 1) % 10}${code.slice(2)}`;
    await logIn(others);
    await message();
    await page.press('#code', 'Home');
    for (const digit of code.slice(0, 2)) {
      await page.keyboard.press('Delete');
      await page.keyboard.type(digit);
    }
    expect(sentCodes).toEqual([others]);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#done:not([hidden])');
    expect(sentCodes).toEqual([others, code]);
  });

  it('is submitted by itself when it was corrected before the reply to a wrong one', async () => {
    const { page, code, logIn, sentCodes } = await deployed.openWithCode();
    let reply = () => {};
    const isCorrected = new Promise<void>((resolve) => {
      reply = resolve;
    });
    await page.route(
      (url) => url.href === deployed.url,
      async (route) => {
        await isCorrected;
        await route.continue();
      },
      { times: 1 },
    );
    await logIn(wrong(code));
    await logIn(code);
    reply();
    await page.waitForSelector('#done:not([hidden])');
    expect(sentCodes).toEqual([wrong(code), code]);
  });

  it('is submitted again by the button, not by itself, after the service could not be reached', async () => {
    const { page, code, logIn, message, sentCodes } = await deployed.openWithCode();
    await page.route('**/*', (route) => route.abort());
    await logIn(code);
    expect(await message()).toContain('your connection');
    await page.unroute('**/*');
    await page.press('#code', 'End');
    await page.keyboard.press('Backspace');
    await page.keyboard.type(code.slice(5));
    expect(sentCodes).toEqual([code]);
    await page.click('#log-in');
    await page.waitForSelector('#done:not([hidden])');
    expect(sentCodes).toEqual([code, code]);
  });
});
