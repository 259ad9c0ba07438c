import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import { testNumbersConsent } from '../../infra/settings/test-numbers';
import { call } from '../support/client';
import { canDeploy, startTestCloud, type TestCloud } from '../support/deployed-environment';
import type { Deployment } from '../support/deployment';
import { environment } from '../support/synthesize';

const code = '835174';
const phone = '+8619911223344';
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const number = { phone, code, expires: inDays(89) };
const argument = (...numbers: readonly object[]) => `-var=test_numbers=${JSON.stringify(numbers)}`;

describe.skipIf(!canDeploy)('Test numbers', { timeout: 60_000 }, () => {
  let test: TestCloud;
  /** An environment that is never deployed, only planned. */
  let planned: Deployment;

  beforeAll(async () => {
    test = await startTestCloud();
    planned = await prepare(environment('other', { codeStore: 'memory' }));
  });
  afterAll(() => test?.stop());

  async function prepare(settings: EnvironmentSettings): Promise<Deployment> {
    const deployment = await test.prepare();
    deployment.synthesize(settings, test.zipFile);
    return deployment;
  }

  it('log in to a deployed environment without a message, until they are taken away', async () => {
    const deployment = await prepare(environment('dev', { codeStore: 'memory' }));
    const apply = (...args: readonly string[]) => deployment.run('apply', '-input=false', '-auto-approve', ...args);
    expect(await apply(argument(number))).toMatchObject({ code: 0 });
    const url = await deployment.output('url');
    expect(await call(url, { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
    expect(test.cloud.account.sms.messages()).toEqual([]);
    const { token } = await call(url, { method: 'login', phone, code });
    expect(decodeJwt(String(token))).toMatchObject({ sub: phone, test: true });

    const { printed, code: ended } = await deployment.run('plan', '-input=false', '-detailed-exitcode');
    expect(ended).toBe(2);
    expect(printed).not.toContain(code);
    expect(await apply()).toMatchObject({ code: 0 });
    await call(url, { method: 'getSms', phone: `${phone.slice(0, -1)}1` });
    expect(test.cloud.account.sms.messages()).toHaveLength(1);
    // What has no test numbers shows the other variables of the function in its plans.
    const other = await deployment.run('plan', '-input=false', '-var=sms_template_id=1111');
    expect(other.printed).toMatch(/"SMS_TEMPLATE_ID" += "1110" -> "1111"/);
  });

  it.each<[string, readonly object[], string]>([
    ['number', [{ ...number, phone: '19911223344' }], 'each needs as phone a number such as'],
    ['code', [{ ...number, code: '8351740' }], 'each needs as phone a number such as'],
    ['code that is obvious', [{ ...number, code: '654321' }], 'each needs as phone a number such as'],
    ['landline', [{ ...number, phone: '+862112345678' }], 'each number has to be a mobile number of a country of'],
    ['date', [{ ...number, expires: '2027-02-30' }], 'each needs as phone a number such as'],
    [
      'country',
      [{ ...number, phone: '+85251234567' }],
      'each number has to be a mobile number of a country of ALLOWED_COUNTRY_CODES: 86.',
    ],
    ['expiry', [{ ...number, expires: inDays(92) }], 'each has to expire within 90 days.'],
    ['repeated number', [number, { ...number, code: '111222' }], 'at most 5 are allowed, each number once.'],
  ])('are refused for a wrong %s, without being printed', async (_, numbers, message) => {
    const { code: ended, printed } = await planned.run('plan', '-input=false', argument(...numbers));
    expect(ended).toBe(1);
    expect(printed.replaceAll(/[\s│]+/g, ' ')).toContain(`test_numbers: ${message}`);
    expect(printed).not.toMatch(/835174|19911223344|51234567/);
  });

  it('may have expired', async () => {
    const expired = argument({ ...number, expires: '2026-01-01' });
    expect(await planned.run('plan', '-input=false', expired)).toMatchObject({ code: 0 });
  });

  it.each<[string, EnvironmentSettings]>([
    ['prod', environment('prod')],
    ['prod, while it is given up', environment('prod', { deletable: true })],
    ['an environment that is not deletable', environment('other', { deletable: false })],
  ])('are refused for %s, unless it says so in words', async (_, settings) => {
    const plan = async (changed: EnvironmentSettings, ...args: readonly string[]) =>
      (await prepare(changed)).run('plan', '-input=false', ...args);
    const refused = await plan(settings, argument(number));
    expect(refused.code).toBe(1);
    expect(refused.printed.replaceAll(/[\s│]+/g, ' ')).toContain(
      `test_numbers: found test numbers for ${settings.name}; allowed: none, unless its settings say testNumbers: '${testNumbersConsent}'`,
    );
    expect(refused.printed).not.toMatch(/835174|19911223344/);
    expect(await plan(settings)).toMatchObject({ code: 0 });
    expect(await plan({ ...settings, testNumbers: testNumbersConsent }, argument(number))).toMatchObject({
      code: 0,
    });
  });
});
