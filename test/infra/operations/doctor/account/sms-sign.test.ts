import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSmsSign } from '../../../../../infra/operations/doctor/account/sms-sign';
import type { EnvironmentSettings } from '../../../../../infra/settings/environment-schema';
import { initialAccount } from '../../../../../local-cloud/account/initial-account';
import { environment } from '../../../../support/synthesize';
import { type ExaminedAccount, startExaminedAccount } from './examined-account';

const { sign } = initialAccount;
/** The preset dev with variables of the function. */
const withVariables = (variables: Readonly<Record<string, string>>): EnvironmentSettings => {
  const dev = environment('dev');
  return { ...dev, function: { ...dev.function, variables } };
};

describe('The check of the SMS signature', () => {
  let account: ExaminedAccount;

  beforeEach(async () => {
    account = await startExaminedAccount();
  });
  afterEach(() => account.stop());

  const listing = (...signs: readonly (readonly [name: string, status: number, reply?: string])[]) =>
    account.answer('DescribeSmsSignList', {
      DescribeSignListStatusSet: signs.map(([SignName, StatusCode, ReviewReply = '']) => ({
        SignName,
        StatusCode,
        ReviewReply,
      })),
    });

  it('finds it usable', async () => {
    expect(await account.found(checkSmsSign)).toEqual([`ok: the signature "${sign}" can be used`]);
  });

  it.each([
    ['warning: the signature "Test demo" is in review: until it is approved, no message is sent', 1, ''],
    ['warning: the signature "Test demo" is approved, but not in force yet: until it is, no message is sent', 2, ''],
    ['failure: the signature "Test demo" is refused or no longer usable (status -1): no proof', -1, ' no\nproof. '],
    ['failure: the signature "Test demo" is refused or no longer usable (status -1)', -1, ''],
  ])('tells "%s"', async (found, status, reply) => {
    listing([sign, status, reply]);
    expect(await account.found(checkSmsSign)).toEqual([found]);
  });

  it('is content with a name that was refused before it was approved', async () => {
    listing([sign, -1, 'no proof'], [sign, 1], [sign, 0]);
    expect(await account.found(checkSmsSign)).toEqual([`ok: the signature "${sign}" can be used`]);
    listing([sign, -1, 'no proof'], [sign, 1]);
    expect((await account.check(checkSmsSign))[0]?.state).toBe('warning');
  });

  it.each(['Test demo ', 'test demo', 'Testdemo', '【Test demo】', 'Test　demo'])(
    'compares exactly, and names what %j is near to',
    async (name) => {
      expect(await account.check(checkSmsSign, { variables: { sms_sign: name } })).toEqual([
        {
          check: 'SMS signature',
          state: 'failure',
          found: `the signature ${JSON.stringify(name)} does not exist`,
          advice: `Set sms_sign to exactly "${sign}", if that is meant.`,
        },
      ]);
    },
  );

  it('names the signatures of the account for another one', async () => {
    listing(...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => [name, 0] as const));
    const [finding] = await account.check(checkSmsSign);
    expect(finding).toMatchObject({
      state: 'failure',
      advice: expect.stringContaining('of the account: "a", "b", "c", "d", "e" and 2 more; or'),
    });
  });

  it('says that there is none', async () => {
    listing();
    const [finding] = await account.check(checkSmsSign);
    expect(finding).toMatchObject({ state: 'failure', advice: expect.stringContaining('has no signature') });
  });

  it('finds it on a later page', async () => {
    const all = [...Array.from({ length: 100 }, (_, index) => `sign ${index}`), sign];
    account.answer('DescribeSmsSignList', ({ Offset, Limit }) => ({
      DescribeSignListStatusSet: all
        .slice(Number(Offset), Number(Offset) + Number(Limit))
        .map((SignName) => ({ SignName, StatusCode: 0 })),
    }));
    expect((await account.check(checkSmsSign))[0]?.state).toBe('ok');
    expect(account.calls.map(({ parameters }) => parameters)).toEqual([
      { International: 0, Limit: 100, Offset: 0 },
      { International: 0, Limit: 100, Offset: 100 },
    ]);
  });

  it('asks the region of the SMS API that the function uses', async () => {
    await account.check(checkSmsSign, { settings: withVariables({ SMS_REGION: 'ap-nanjing' }) });
    await account.check(checkSmsSign, { settings: { ...environment('dev'), region: 'ap-singapore' } });
    expect(account.calls.map(({ region }) => region)).toEqual(['ap-nanjing', 'ap-guangzhou']);
  });

  it('needs it for the mainland only', async () => {
    listing();
    const abroad = withVariables({ ALLOWED_COUNTRY_CODES: '852' });
    for (const name of ['', undefined]) {
      expect(await account.found(checkSmsSign, { settings: abroad, variables: { sms_sign: name } })).toEqual([
        'note: none is needed: no messages go to the Chinese mainland',
      ]);
    }
    expect(await account.found(checkSmsSign, { settings: abroad })).toEqual([
      `failure: the signature "${sign}" does not exist`,
    ]);
    const both = { settings: withVariables({ ALLOWED_COUNTRY_CODES: '86,852' }) };
    expect((await account.check(checkSmsSign, both))[0]?.state).toBe('failure');
  });

  // platform: sms-sign-of-other-kind
  it('looks up that of each destination, those of other countries under both kinds', async () => {
    account.answer('DescribeSmsSignList', ({ International }) => ({
      DescribeSignListStatusSet:
        International === 0 ? [{ SignName: sign, StatusCode: 0 }] : [{ SignName: 'Abroad', StatusCode: 1 }],
    }));
    const settings = {
      ...withVariables({ ALLOWED_COUNTRY_CODES: '86,852,65,1' }),
      smsDestinations: ['852', '65', '1'],
    };
    const destinations = {
      852: { template_id: '1111', sign: 'Abroad', language: 'en' },
      65: { template_id: '1111', sign: 'abroad', language: 'en' },
      1: { template_id: '1111', sign: '', language: 'en' },
    };
    const variables = { sms_destinations: JSON.stringify(destinations) };
    expect(await account.found(checkSmsSign, { settings, variables })).toEqual([
      `ok: the signature "${sign}" can be used`,
      'warning: the signature "Abroad" is in review: until it is approved, no message is sent',
      'failure: the signature "abroad" does not exist',
    ]);
    const advice = (await account.check(checkSmsSign, { settings, variables })).at(-1)?.advice;
    expect(advice).toBe('Set sign in sms_destinations to exactly "Abroad", if that is meant.');
    expect(await account.found(checkSmsSign, { settings })).toEqual([
      'note: sms_destinations is not set, so it cannot be looked up',
      `ok: the signature "${sign}" can be used`,
    ]);
  });

  it('notes that the variable is not set', async () => {
    expect(await account.found(checkSmsSign, { variables: { sms_sign: undefined } })).toEqual([
      'note: sms_sign is not set, so it cannot be looked up',
    ]);
  });

  it('is not made if messages are printed', async () => {
    expect(await account.found(checkSmsSign, { settings: withVariables({ SMS_SENDER: 'console' }) })).toEqual([]);
  });
});
