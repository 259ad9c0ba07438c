import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSmsTemplate } from '../../../../../infra/operations/doctor/account/sms-template';
import type { EnvironmentSettings } from '../../../../../infra/settings/environment-schema';
import { documentSmsContent } from '../../../../../infra/settings/published-presets';
import { initialAccount } from '../../../../../local-cloud/account/initial-account';
import { environment } from '../../../../support/synthesize';
import { type ExaminedAccount, startExaminedAccount } from './examined-account';

const { templateId, internationalTemplateId } = initialAccount;
/** The preset dev with variables of the function. */
const withVariables = (variables: Readonly<Record<string, string>>): EnvironmentSettings => {
  const dev = environment('dev');
  return { ...dev, function: { ...dev.function, variables } };
};
const abroad = withVariables({ ALLOWED_COUNTRY_CODES: '1,852' });
const both = withVariables({ ALLOWED_COUNTRY_CODES: '86,852' });

describe('The check of the SMS template', () => {
  let account: ExaminedAccount;

  beforeEach(async () => {
    account = await startExaminedAccount();
  });
  afterEach(() => account.stop());

  /** The API has a template with these changes, listed for one kind of countries. */
  const having = (changes: Readonly<Record<string, unknown>>, listedFor = 0) =>
    account.answer('DescribeSmsTemplateList', ({ International }) => ({
      DescribeTemplateStatusSet:
        International === listedFor
          ? [
              {
                TemplateId: Number(templateId),
                International: 0,
                StatusCode: 0,
                TemplateContent: '{1} {2}',
                ...changes,
              },
            ]
          : [],
    }));

  it('finds it usable', async () => {
    expect(await account.found(checkSmsTemplate)).toEqual([
      `ok: the template ${templateId} can be used, and has the parameters that the function fills`,
    ]);
  });

  it.each([
    ['warning', 'the template 1110 is in review: until it is approved, no message is sent', { StatusCode: 1 }],
    [
      'warning',
      'the template 1110 is approved, but not in force yet: until it is, no message is sent',
      { StatusCode: 2 },
    ],
    [
      'failure',
      'the template 1110 is refused or no longer usable (status -1): 内容不符',
      { StatusCode: -1, ReviewReply: '内容不符。' },
    ],
  ])('has a %s: %s', async (state, found, changes) => {
    having(changes);
    expect(await account.found(checkSmsTemplate)).toEqual([`${state}: ${found}`]);
  });

  it.each(['01110', '1e3', ' 1110', '0x456', '1110.0', 'nonsense', ''])(
    'refuses the ID %j, which SendSms does not take',
    async (id) => {
      expect(await account.check(checkSmsTemplate, { variables: { sms_template_id: id } })).toEqual([
        {
          check: 'SMS template',
          state: 'failure',
          found: `${JSON.stringify(id)} is no template ID: an ID has digits only, and does not begin with 0`,
          advice: expect.stringContaining('sms_template_id'),
        },
      ]);
    },
  );

  it('is a failure if the API fails that has to create the template', async () => {
    const settings = environment('dev', { smsContent: documentSmsContent });
    account.refuse('DescribeSmsTemplateList', 'InternalError.OtherError', 'busy');
    expect(await account.found(checkSmsTemplate, { settings })).toEqual([
      'failure: the API cannot be asked for templates: InternalError.OtherError: busy',
    ]);
    account.refuse('DescribeSmsTemplateList', 'AuthFailure.UnauthorizedOperation');
    await expect(account.check(checkSmsTemplate, { settings })).rejects.toThrow();
  });

  it.each(['1112', '99999999999999999999'])('refuses the ID %s, which does not exist', async (id) => {
    expect(await account.check(checkSmsTemplate, { variables: { sms_template_id: id } })).toMatchObject([
      {
        state: 'failure',
        found: `the template ${id} does not exist`,
        advice: expect.stringContaining('sms_template_id'),
      },
    ]);
  });

  it.each<[string, string, Readonly<Record<string, string>>]>([
    ['{1}', '1 ({1}), and the function fills 2 (SMS_TEMPLATE_PARAMS: code,minutes)', {}],
    ['{1} {2} {3}', '3 ({1}, {2}, {3}), and the function fills 2 (SMS_TEMPLATE_PARAMS: code,minutes)', {}],
    [
      '{1} {2} {1}',
      '2 ({1}, {2}), and the function fills 1 (SMS_TEMPLATE_PARAMS: code)',
      { SMS_TEMPLATE_PARAMS: 'code' },
    ],
    ['code', 'no parameters, and the function fills 2 (SMS_TEMPLATE_PARAMS: code,minutes)', {}],
  ])('refuses the text %j for its parameters', async (content, found, variables) => {
    having({ TemplateContent: content });
    const [finding, ...others] = await account.check(checkSmsTemplate, { settings: withVariables(variables) });
    expect(finding).toMatchObject({
      state: 'failure',
      found: `the template ${templateId} has ${found}`,
      advice: expect.stringContaining('infra/settings/own-presets.ts'),
    });
    expect(others).toEqual([]);
  });

  it('is content with one parameter if the function fills one', async () => {
    having({ TemplateContent: '{1} is your code' });
    const settings = withVariables({ SMS_TEMPLATE_PARAMS: 'code' });
    expect((await account.check(checkSmsTemplate, { settings }))[0]?.state).toBe('ok');
  });

  it.each<[string, EnvironmentSettings, string, string]>([
    ['failure', abroad, templateId, 'for the Chinese mainland only, but ALLOWED_COUNTRY_CODES is 1,852'],
    [
      'failure',
      environment('dev'),
      internationalTemplateId,
      'for other countries than the Chinese mainland only, but ALLOWED_COUNTRY_CODES is 86',
    ],
    ['warning', both, templateId, 'for the Chinese mainland only, but ALLOWED_COUNTRY_CODES is 86,852'],
  ])('has a %s if it is for other countries', async (state, settings, id, found) => {
    expect(await account.found(checkSmsTemplate, { settings, variables: { sms_template_id: id } })).toEqual([
      `${state}: the template ${id} is ${found}`,
    ]);
  });

  it.each([
    ['for the mainland', environment('dev'), 0, 0],
    ['for other countries', abroad, 1, 1],
    ['for both, listed for the mainland', both, 3, 0],
    ['for both, listed for other countries', both, 3, 1],
    ['for both, although only one is needed', abroad, 3, 0],
  ])('is content with a template %s', async (_, settings, International, listedFor) => {
    having({ International }, listedFor);
    expect((await account.check(checkSmsTemplate, { settings }))[0]?.state).toBe('ok');
  });

  // platform: sms-template-countries
  it('looks up that of each destination, and for which countries it is', async () => {
    const settings = {
      ...withVariables({ ALLOWED_COUNTRY_CODES: '86,852,65,1' }),
      smsDestinations: ['852', '65', '1'],
    };
    const destination = (template_id: string) => ({ template_id, sign: '', language: 'en' });
    const found = (byCode: object) =>
      account.found(checkSmsTemplate, { settings, variables: { sms_destinations: JSON.stringify(byCode) } });
    const usable = 'can be used, and has the parameters that the function fills';
    expect(
      await found({
        852: destination(internationalTemplateId),
        65: destination(internationalTemplateId),
        1: destination('1112'),
      }),
    ).toEqual([
      `ok: the template ${templateId} ${usable}`,
      `ok: the template ${internationalTemplateId} ${usable}`,
      'failure: the template 1112 does not exist',
    ]);
    expect(
      await found({
        852: destination(internationalTemplateId),
        65: destination(templateId),
        1: destination('01112'),
      }),
    ).toEqual([
      `warning: the template ${templateId} is for the Chinese mainland only, but messages to 86, 65 have it`,
      `ok: the template ${internationalTemplateId} ${usable}`,
      'failure: "01112" is no template ID: an ID has digits only, and does not begin with 0',
    ]);
    const [, malformed] = await account.check(checkSmsTemplate, {
      settings,
      variables: { sms_destinations: JSON.stringify({ 852: destination('x') }) },
    });
    expect(malformed?.advice).toBe(
      'Set template_id in sms_destinations to the ID as the SMS console shows it, such as 1234567.',
    );
  });

  it('notes that the deployment makes the default one, and looks up those of destinations', async () => {
    const settings = {
      ...withVariables({ ALLOWED_COUNTRY_CODES: '86,852' }),
      smsContent: { templateName: 'codes' },
      smsDestinations: ['852'],
    };
    expect(await account.found(checkSmsTemplate, { settings })).toEqual([
      'note: sms_destinations is not set, so it cannot be looked up',
      expect.stringMatching(/^note: the deployment creates it/),
    ]);
    const destinations = { 852: { template_id: templateId, sign: '', language: 'en' } };
    const variables = { sms_destinations: JSON.stringify(destinations) };
    expect(await account.found(checkSmsTemplate, { settings, variables })).toEqual([
      expect.stringMatching(/^note: the deployment creates it/),
      `failure: the template ${templateId} is for the Chinese mainland only, but messages to 852 have it`,
    ]);
  });

  it('names all problems of a template', async () => {
    having({ StatusCode: 1, TemplateContent: '{1}', International: 1 }, 1);
    expect((await account.check(checkSmsTemplate)).map(({ state }) => state)).toEqual([
      'warning',
      'failure',
      'failure',
    ]);
  });

  it('notes that the deployment creates it', async () => {
    const settings = environment('dev', { smsContent: { templateName: 'codes' } });
    expect(await account.found(checkSmsTemplate, { settings })).toEqual([
      'note: the deployment creates it (smsContent): no message is sent until it is approved, usually within two hours',
    ]);
  });

  it('notes that the variable is not set', async () => {
    expect(await account.found(checkSmsTemplate, { variables: { sms_template_id: undefined } })).toEqual([
      'note: sms_template_id is not set, so it cannot be looked up',
    ]);
  });

  it('is not made if messages are printed', async () => {
    expect(await account.found(checkSmsTemplate, { settings: withVariables({ SMS_SENDER: 'console' }) })).toEqual([]);
  });
});
