import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readConfiguration } from '../../function/configuration/configuration';
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
    // No operator has such numbers, so the function would not start.
    [
      'mobile number',
      [{ ...number, phone: '+8615412345678' }],
      'each number has to be a mobile number of a country of ALLOWED_COUNTRY_CODES: 86.',
    ],
    ['phone, which is null', [{ ...number, phone: null }], 'each needs as phone a number such as'],
    ['code, which is null', [{ ...number, code: null }], 'each needs as phone a number such as'],
  ])('are refused for a wrong %s, without being printed', async (_, numbers, message) => {
    const { code: ended, printed } = await planned.run('plan', '-input=false', argument(...numbers));
    expect(ended).toBe(1);
    expect(printed.replaceAll(/[\s│]+/g, ' ')).toContain(`test_numbers: ${message}`);
    expect(printed).not.toMatch(/835174|19911223344|51234567|15412345678/);
    expect(printed).not.toMatch(/Invalid function argument/);
  });

  it.each<[string, string, number]>([
    ['mobile number of another country', '+447400123456', 0],
    ['landline of another country', '+442071234567', 1],
    ['number with a trunk prefix', '+4407400123456', 1],
    ['mobile number of one of the countries with the code 1', '+12423591234', 0],
    ['number that none of the countries with the code 1 has', '+12425551234', 1],
  ])('are planned for a %s (%s) only if the function starts with it', async (_, foreign, exitCode) => {
    const preview = environment('other', { codeStore: 'memory' });
    const variables = { ALLOWED_COUNTRY_CODES: '44,1' };
    const deployment = await prepare({ ...preview, function: { ...preview.function, variables } });
    const planned = await deployment.run('plan', '-input=false', argument({ ...number, phone: foreign }));
    expect(planned).toMatchObject({ code: exitCode });
    const start = () =>
      readConfiguration({
        CODE_STORE: 'memory',
        SMS_SENDER: 'console',
        ...variables,
        TEST_NUMBERS: JSON.stringify([{ ...number, phone: foreign }]),
      });
    if (exitCode === 0) expect(start).not.toThrow();
    else expect(start).toThrow('TEST_NUMBERS');
  });

  // platform: var-file-shows-line
  it('are printed for a syntax error of a file, and not for one of an option', async () => {
    const deployment = await prepare(environment('other', { codeStore: 'memory' }));
    const folder = await mkdtemp(join(tmpdir(), 'test-numbers-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'values.tfvars');
    const malformed = `[{ phone = "${phone}" code = "${code}" }]`;
    await writeFile(file, `test_numbers = ${malformed}\n`);
    const plan = (option: string) => deployment.run('plan', '-input=false', option);
    for (const [option, isShown] of [
      [`-var-file=${file}`, true],
      [`-var=test_numbers=${malformed}`, false],
    ] as const) {
      const planned = await plan(option);
      expect(planned.code).toBe(1);
      expect(planned.printed.includes(code)).toBe(isShown);
    }
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
