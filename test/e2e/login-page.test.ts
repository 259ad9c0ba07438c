import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { describePage, wrong } from '../support/browser/deployed-page';
import { call } from '../support/client';
import { environment } from '../support/synthesize';

describePage('The login page of the deployed demo', (deployed) => {
  it('logs a person in with the code from the message, and does not store the token', async () => {
    const { page, number, code, logIn } = await deployed.openWithCode();
    expect(await page.textContent('#sent-to')).toBe(`+86 ${number}`);
    expect(await page.textContent('#news')).toBe('The verification code has been sent.');
    expect(await page.textContent('#hint')).toMatch(/^The code is valid for (5:00|4:5\d)\.$/);
    await logIn(code);
    await page.waitForSelector('#done:not([hidden])');
    expect(await page.textContent('h1')).toBe('You are logged in');
    expect(await page.textContent('#done')).toContain(number);
    expect(page.url()).toBe(deployed.url);
    expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, '']);
  });

  it('logs a person in behind API Gateway, below a path', async () => {
    const other = await deployed.deploy(environment('dev', { trigger: 'api-gateway' }));
    try {
      const number = deployed.newNumber();
      const { page, send, logIn } = await deployed.open({}, (await other.output('url')).replace('https:', 'http:'));
      await send(number);
      await page.waitForSelector('#code-form:not([hidden])');
      await logIn(await deployed.codeOf(number));
      await page.waitForSelector('#done:not([hidden])');
    } finally {
      await other.run('destroy', '-auto-approve');
    }
  });

  it('sends its requests to the own host at a path that looks like another host', async () => {
    const number = deployed.newNumber();
    const { page, send } = await deployed.open({}, `${deployed.url}/other.example.com/`);
    await send(number);
    await page.waitForSelector('#code-form:not([hidden])');
  });

  it('reports a wrong code, the attempts left, and a code that is no longer valid', async () => {
    const { page, code, logIn, message, focused, waitForText } = await deployed.openWithCode();
    for (const left of [2, 1, 0]) {
      await logIn(wrong(code, left));
      await waitForText('#hint', `${left}.`);
      expect(await message()).toContain('Wrong code.');
      expect(await focused()).toBe('code');
    }
    await logIn(code);
    await waitForText('#message', 'no longer valid');
    await logIn('12');
    await page.click('#log-in');
    expect(await message()).toBe('The code has six digits.');
  });

  it('counts down until the code expires, and until a new one can be sent', async () => {
    const number = deployed.newNumber();
    const { page, send } = await deployed.open();
    await page.clock.install();
    await page.reload();
    await send(number);
    await page.waitForSelector('#code-form:not([hidden])');
    const resend = page.locator('#resend');
    expect(await resend.textContent()).toMatch(/^Send a new code in 0:(30|29)$/);
    const sent = deployed.cloud.account.sms.messages().length;
    await resend.click({ force: true });
    await page.clock.runFor(31_000);
    expect(await resend.textContent()).toBe('Send a new code');
    expect(deployed.cloud.account.sms.messages()).toHaveLength(sent);
    expect(await resend.getAttribute('aria-disabled')).toBe('false');
    await page.clock.runFor(270_000);
    expect(await page.textContent('#hint')).toBe('The code has expired. Please request a new one.');
  });

  it('reports an expired code', async () => {
    const { code, logIn, message } = await deployed.openWithCode();
    const [instance] = deployed.cloud.account.redis.instances();
    const server = await deployed.cloud.account.redis.server(instance?.instanceId ?? '');
    const store = new Redis({ port: server?.port ?? 0, password: instance?.password ?? '' });
    await store.flushall();
    store.disconnect();
    await logIn(code);
    expect(await message()).toBe('The verification code has expired. Please request a new one.');
  });

  it('shows how long to wait when a code was sent to the number a moment ago', async () => {
    const { page, number, send, message } = await deployed.openWithCode();
    await page.click('#other');
    await send(number);
    expect(await message()).toContain('A code was sent to this number a moment ago.');
    expect(await page.textContent('#send')).toMatch(/^Send code in 0:[0-3]\d$/);
    await page.fill('#number', deployed.newNumber());
    expect(await page.textContent('#send')).toBe('Send code');
    await page.click('#send');
    await page.waitForSelector('#code-form:not([hidden])');
  });

  it('reports an invalid number, and moves the focus to it', async () => {
    const { page, send, message, focused, waitForText } = await deployed.open();
    await send('   ');
    expect(await message()).toBe('Please enter your mobile number.');
    await send('12345');
    await waitForText('#message', 'not a mobile number');
    expect(await focused()).toBe('number');
    expect(await page.getAttribute('#number', 'aria-invalid')).toBe('true');
  });

  it('reports a number to which the SMS API sends nothing, and moves the focus to it', async () => {
    const { page, send, message, focused } = await deployed.open();
    const codeStr = 'FailedOperation.PhoneNumberInBlacklist';
    await page.route(deployed.url, (route) => route.fulfill({ status: 400, json: { codeStr, msg: 'Another one.' } }));
    await send(deployed.newNumber());
    expect(await message()).toBe('Another one.');
    expect(await focused()).toBe('number');
    expect(await page.textContent('#send')).toBe('Send code');
  });

  it('waits as long as the service says before the next login', async () => {
    const number = deployed.newNumber();
    const { page, send, logIn, message, waitForText } = await deployed.open();
    await page.clock.install();
    await page.reload();
    await send(number);
    await page.waitForSelector('#code-form:not([hidden])');
    const code = await deployed.codeOf(number);
    const json = { codeStr: 'LimitExceeded.WrongCodeLimit', msg: 'Too many.', retryAfter: 90 };
    await page.route(deployed.url, (route) => route.fulfill({ status: 429, json }));
    await logIn(wrong(code));
    expect(await message()).toBe('Too many.');
    const button = page.locator('#log-in');
    expect(await button.textContent()).toMatch(/^Try again in 1:(30|29)$/);
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await page.click('#language');
    expect(await button.textContent()).toMatch(/^1:\d\d 后可重试$/);
    await page.unroute(deployed.url);
    await page.clock.runFor(91_000);
    await waitForText('#log-in', '登录');
    await logIn(code);
    await page.waitForSelector('#done:not([hidden])');
  });

  it('reports that the service is unavailable, and continues when it is back', async () => {
    const { page, code, logIn, message, waitForText } = await deployed.openWithCode();
    const [instance] = deployed.cloud.account.redis.instances();
    const server = await deployed.cloud.account.redis.server(instance?.instanceId ?? '');
    server?.process.kill('SIGSTOP');
    await logIn(wrong(code));
    expect(await message()).toBe('The service is unavailable at the moment. Please try again.');
    server?.process.kill('SIGCONT');
    await page.route('**/*', (route) => route.abort());
    await logIn(code);
    await waitForText('#message', 'your connection');
    await page.unroute('**/*');
    await page.click('#log-in');
    await page.waitForSelector('#done:not([hidden])');
  });

  it('has the captcha solved first, if one is configured', async () => {
    const captcha = ['-var', 'captcha_appid=190000000', '-var', 'captcha_secret=localcaptchalocalcaptcha'];
    const other = await deployed.deploy(environment('pr-42', { loginPage: true }));
    try {
      expect(await other.run('apply', '-auto-approve', ...captcha)).toMatchObject({ code: 0 });
      const { page, send, message, waitForText } = await deployed.open({}, await other.output('url'));
      await page.route('https://turing.captcha.qcloud.com/TJCaptcha.js', (route) =>
        route.fulfill({
          contentType: 'text/javascript',
          body: `TencentCaptcha = class {
            constructor(appId, done) { this.show = () => done(appId === '190000000' ? solve() : { ret: 1 }); }
          }`,
        }),
      );
      const solveBy = (text: string) => page.evaluate(`globalThis.solve = () => (${text})`);
      await solveBy('{ ret: 2 }');
      const sent = deployed.cloud.account.sms.messages().length;
      await send(deployed.newNumber());
      // The user closes the captcha: nothing is sent, and the button works again.
      await page.locator('#send[aria-disabled=false]').waitFor();
      await solveBy("{ ret: 0, ticket: 'made up', randstr: '@abc' }");
      await page.click('#send');
      expect(await message()).toBe('The captcha was not solved. Please try again.');
      expect(deployed.cloud.account.sms.messages()).toHaveLength(sent);
      await solveBy("{ ret: 0, ticket: 'passed', randstr: '@abc' }");
      await page.click('#send');
      await waitForText('#news', 'The verification code has been sent.');
    } finally {
      await other.run('destroy', '-auto-approve');
    }
    expect(await deployed.closeAll()).toEqual(['https://turing.captcha.qcloud.com/TJCaptcha.js']);
  });

  it('has the captcha of an international account solved in the page', async () => {
    const script = 'https://ca.turing.captcha.qcloud.com/TJNCaptcha-global.js';
    const settings = environment('pr-44', { loginPage: true });
    const variables = { CAPTCHA_ENDPOINT: 'captcha.intl.tencentcloudapi.com' };
    const other = await deployed.deploy({ ...settings, function: { ...settings.function, variables } });
    try {
      const captcha = ['-var', 'captcha_appid=190000000', '-var', 'captcha_secret=localcaptchalocalcaptcha'];
      expect(await other.run('apply', '-auto-approve', ...captcha)).toMatchObject({ code: 0 });
      const { page, send, message, waitForText } = await deployed.open({}, await other.output('url'));
      await page.route(script, (route) =>
        route.fulfill({
          contentType: 'text/javascript',
          body: `TencentCaptcha = class {
            constructor(container, appId, done, options) {
              const box = Object.assign(document.createElement('input'), { type: 'checkbox', id: 'human' });
              box.onchange = () => done({ ret: 0, ticket: globalThis.ticket, randstr: '@intl' });
              this.show = () => appId === '190000000' && typeof options === 'object' && container.append(box);
            }
          }`,
        }),
      );
      const tick = async (ticket: string) => {
        await page.evaluate(`globalThis.ticket = '${ticket}'`);
        // Not `check`, which looks at the box again after it is gone.
        await page.click('#human');
      };
      await send(deployed.newNumber());
      await waitForText('#news', 'Please solve the captcha first.');
      await tick('made up');
      expect(await message()).toBe('The captcha was not solved. Please try again.');
      await page.waitForSelector('#human', { state: 'detached' });
      await page.click('#send');
      await tick('passed');
      await waitForText('#news', 'The verification code has been sent.');
    } finally {
      await other.run('destroy', '-auto-approve');
    }
    expect(await deployed.closeAll()).toEqual([script]);
  });

  it('has a captcha solved only when messages look suspicious, if it is configured so', {
    timeout: 60_000,
  }, async () => {
    const captcha = ['-var', 'captcha_appid=190000000', '-var', 'captcha_secret=localcaptchalocalcaptcha'];
    const settings = environment('pr-43', { loginPage: true });
    const suspicious = { ...settings.function, variables: { CAPTCHA_WHEN: 'suspicious' } };
    const other = await deployed.deploy({ ...settings, function: suspicious });
    try {
      expect(await other.run('apply', '-auto-approve', ...captcha)).toMatchObject({ code: 0 });
      const url = await other.output('url');
      const { page, send, waitForText } = await deployed.open({}, url);
      await page.route('https://turing.captcha.qcloud.com/TJCaptcha.js', (route) =>
        route.fulfill({
          contentType: 'text/javascript',
          body: `TencentCaptcha = class {
            constructor(_, done) { this.show = () => done({ ret: 0, ticket: 'passed', randstr: '@xyz' }); }
          }`,
        }),
      );
      await send('18512340000');
      await waitForText('#news', 'The verification code has been sent.');
      expect(await page.evaluate('typeof TencentCaptcha')).toBe('undefined');
      const codes: string[] = [];
      for (let number = 1; number <= 120; number++) {
        codes.push((await call(url, { method: 'getSms', phone: `861851234${1000 + number}` })).codeStr);
      }
      expect(codes.slice(0, 100)).toEqual(Array.from({ length: 100 }, () => 'Ok'));
      expect(codes).toContain('CaptchaRequired');
      await page.click('#other');
      await send('18512340001');
      await waitForText('#news', 'The verification code has been sent.');
      expect(await page.evaluate('typeof TencentCaptcha')).toBe('function');
    } finally {
      await other.run('destroy', '-auto-approve');
    }
    expect(await deployed.closeAll()).toEqual(['https://turing.captcha.qcloud.com/TJCaptcha.js']);
  });

  it('logs a person in although a stranger used up the attempts of the number', async () => {
    const { page, number, code, logIn } = await deployed.openWithCode();
    const fields = { method: 'login', phone: `86${number}` };
    for (let guess = 0; guess < 3; guess++) await call(deployed.url, { ...fields, code: wrong(code) });
    expect((await call(deployed.url, { ...fields, code })).codeStr).toBe('CodeHasValid');
    await logIn(code);
    await page.waitForSelector('#done:not([hidden])');
  });
});
