import { describe, expect, it, onTestFinished } from 'vitest';
import { call, callWithHeaders } from '../../support/client';
import { createDemo } from '../../support/demo';
import { canDeploy } from '../../support/deployed-environment';
import { guide } from './examples';

describe.skipIf(!canDeploy)('The demo with a captcha, as docs/use-it.md starts it', { timeout: 120_000 }, () => {
  it('takes the ticket that the document names, once with each random string, from a page behind a development server', async () => {
    const [, command = ''] = /```sh\n *(TF_VAR_captcha[^`]*)```/.exec(guide) ?? [];
    const [, ticket = ''] = /takes the ticket `(\w+)`/.exec(guide) ?? [];
    expect(command.trim()).toMatch(/ make demo$/);
    const variables = Object.fromEntries([...command.matchAll(/(\w+)=(\w+)/g)].map(([, name, value]) => [name, value]));

    const demo = await createDemo();
    onTestFinished(() => demo.remove());
    const printed = await demo.make(['demo'], variables);
    const url = /The demo answers at (\S+)/.exec(printed)?.[1] ?? '';
    const getSms = (phone: string, captcha = {}) => call(url, { method: 'getSms', phone, ...captcha });
    const captcha = { ticket, randstr: '@abc' };
    expect(await getSms('8618566246600')).toMatchObject({ codeStr: 'CaptchaRequired' });
    expect(await getSms('8618566246600', captcha)).toMatchObject({ codeStr: 'Ok' });
    expect(await getSms('8618566246601', captcha)).toMatchObject({ codeStr: 'CaptchaFailed' });
    expect(await getSms('8618566246601', { ...captcha, randstr: '@def' })).toMatchObject({ codeStr: 'Ok' });

    const origin = 'http://localhost:3000';
    const passOn = (host: string) =>
      callWithHeaders(url, { method: 'getSms', phone: '8618566246602' }, { host, origin });
    expect(await passOn('localhost:3000')).toMatchObject({ codeStr: 'CaptchaRequired' });
    expect(await passOn(new URL(url).host)).toMatchObject({ codeStr: 'OriginNotAllowed' });
  });
});
