import { beforeEach, describe, expect, it } from 'vitest';
import { initialAccount } from '../../../local-cloud/account/initial-account';
import type { SendRequest } from '../../../local-cloud/account/sms-records';
import { startTrialAccount, type TrialAccount } from '../trial-account';

const request: SendRequest = {
  sdkAppId: initialAccount.sdkAppId,
  signName: initialAccount.sign,
  templateId: initialAccount.templateId,
  parameters: ['123456', '5'],
  phoneNumbers: ['+8618566246600'],
};

describe('The SMS service', () => {
  let trial: TrialAccount;
  const send = (changes: Partial<SendRequest> = {}) =>
    trial.account.sms.send({ ...request, ...changes }).map(({ code }) => code);

  beforeEach(() => {
    trial = startTrialAccount();
    return () => trial.stop();
  });

  it('delivers a message to the inbox, with the signature in front', () => {
    expect(send()).toEqual(['Ok']);
    expect(trial.account.sms.messages()).toEqual([
      {
        to: '+8618566246600',
        text:
          '【Test demo】Your signup verification code is 123456. Please enter it within 5 minutes. ' +
          'If the signup was not initiated by you, please ignore this message.',
        sentAt: '2026-01-02T03:04:05.000Z',
      },
    ]);
  });

  it.each<[string, Partial<SendRequest>, string]>([
    ['a signature', { signName: 'Another' }, 'FailedOperation.SignatureIncorrectOrUnapproved'],
    ['a template', { templateId: '1' }, 'FailedOperation.TemplateUnapprovedOrNotExist'],
    ['a parameter', { parameters: ['123456'] }, 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate'],
    ['a number', { phoneNumbers: ['+86123'] }, 'InvalidParameterValue.IncorrectPhoneNumber'],
  ])('sends nothing without a valid value for %s', (_, changes, code) => {
    expect(send(changes)).toEqual([code]);
    expect(trial.account.sms.messages()).toEqual([]);
  });

  it('refuses a call for an unknown application, and a call without numbers', () => {
    expect(() => send({ sdkAppId: '1' })).toThrow(
      expect.objectContaining({ code: 'InvalidParameterValue.SdkAppIdNotExist' }),
    );
    expect(() => send({ phoneNumbers: [] })).toThrow(
      expect.objectContaining({ code: 'MissingParameter.EmptyPhoneNumberSet' }),
    );
  });

  it('sends a number one message in 30 seconds, and ten in a day in Beijing', () => {
    expect(send()).toEqual(['Ok']);
    trial.clock.now += 29_999;
    expect(send()).toEqual(['LimitExceeded.PhoneNumberThirtySecondLimit']);
    expect(send({ phoneNumbers: ['+8618566246601'] })).toEqual(['Ok']);
    for (let sent = 1; sent < 10; sent++) {
      trial.clock.now += 30_000;
      expect(send()).toEqual(['Ok']);
    }
    trial.clock.now += 30_000;
    expect(send()).toEqual(['LimitExceeded.PhoneNumberDailyLimit']);
    trial.clock.now = Date.parse('2026-01-02T16:00:00Z');
    expect(send()).toEqual(['Ok']);
  });

  it('sends with created signatures and templates once they are approved', () => {
    const { sms } = trial.account;
    const sign = { name: 'Mine', signType: 0, documentType: 1, international: 0, purpose: 0 };
    expect(() => sms.createSign(sign, 'no picture')).toThrow(
      expect.objectContaining({ code: 'InvalidParameterValue.ImageInvalid' }),
    );
    sms.createSign(sign, 'aGVsbG8=');
    const template = { name: 'Mine', content: 'Code {1}', smsType: 0, international: 0 };
    expect(() => sms.createTemplate({ ...template, content: 'Code {2}' })).toThrow(
      expect.objectContaining({ code: 'InvalidParameterValue.InvalidTemplateFormat' }),
    );
    const { templateId } = sms.createTemplate(template);
    expect(send({ signName: 'Mine', templateId, parameters: ['1'] })).toEqual(['Ok']);
    expect(sms.messages()[0]?.text).toBe('【Mine】Code 1');
  });
});
