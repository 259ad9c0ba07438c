import { beforeEach, describe, expect, it } from 'vitest';
import { addInitialResources, initialAccount } from '../../../local-cloud/account/initial-account';
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

  // platform: sms-balance-code, sms-package-mainland
  it('sends to the mainland while a package has messages left and has not expired', () => {
    const { sms } = trial.account;
    const bought = { packageId: 1, createdAt: 0, expiresAt: trial.clock.now + 120_000, amount: 2, used: 0 };
    sms.addPackage(bought);
    const refused = ['FailedOperation.InsufficientBalanceInSmsPackage'];
    const abroad = { templateId: initialAccount.internationalTemplateId, phoneNumbers: ['+85261234567'] };
    expect(send()).toEqual(['Ok']);
    expect(send()).toEqual(['LimitExceeded.PhoneNumberSameContentDailyLimit']);
    expect(send({ phoneNumbers: ['+8613800000001'] })).toEqual(['Ok']);
    expect(sms.findPackage(1)).toMatchObject({ used: 2 });
    expect(send({ phoneNumbers: ['+8613800000002'] })).toEqual(refused);
    expect(send(abroad)).toEqual(['Ok']);

    sms.addPackage({ ...bought, packageId: 2 });
    expect(send({ phoneNumbers: ['+8613800000002'] })).toEqual(['Ok']);
    trial.clock.now += 120_000;
    expect(send({ phoneNumbers: ['+8613800000003'] })).toEqual(refused);
  });

  it.each<[string, Partial<SendRequest>, string]>([
    ['a signature', { signName: 'Another' }, 'FailedOperation.SignatureIncorrectOrUnapproved'],
    ['the signature that the mainland needs', { signName: '' }, 'FailedOperation.SignatureIncorrectOrUnapproved'],
    ['a template', { templateId: '1' }, 'FailedOperation.TemplateUnapprovedOrNotExist'],
    ['a parameter', { parameters: ['123456'] }, 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate'],
    ['the code', { parameters: ['1234567', '5'] }, 'InvalidParameterValue.TemplateParameterFormatError'],
    ['the minutes', { parameters: ['123456', 'five'] }, 'InvalidParameterValue.TemplateParameterFormatError'],
    ['a number', { phoneNumbers: ['+86123'] }, 'InvalidParameterValue.IncorrectPhoneNumber'],
    [
      'the country of a mainland template',
      { phoneNumbers: ['+85261234567'] },
      'UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone',
    ],
    [
      'the country of an international template',
      { templateId: initialAccount.internationalTemplateId },
      'UnsupportedOperation.GlobalTemplateToChineseMainlandPhone',
    ],
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

  it('sends a message abroad without a signature', () => {
    const templateId = initialAccount.internationalTemplateId;
    expect(send({ templateId, signName: '', phoneNumbers: ['+85261234567'] })).toEqual(['Ok']);
    expect(trial.account.sms.messages()[0]?.text).toMatch(/^Your signup verification code is 123456\./);
  });

  it('sends a message anywhere with a template for both kinds of countries', () => {
    const template = { name: 'Both', content: 'Code {1}', smsType: 3, international: 3 };
    trial.account.sms.addInitialTemplate({ ...template, templateId: '7' });
    const both = { templateId: '7', parameters: ['1'] };
    expect(send({ ...both, phoneNumbers: ['+8618566246600', '+85261234567'] })).toEqual(['Ok', 'Ok']);
  });

  it('sends a number one message in 30 seconds, and two in a day in Beijing', () => {
    expect(send()).toEqual(['Ok']);
    trial.clock.now += 29_999;
    expect(send()).toEqual(['LimitExceeded.PhoneNumberSameContentDailyLimit']);
    expect(send({ parameters: ['654321', '5'] })).toEqual(['LimitExceeded.PhoneNumberThirtySecondLimit']);
    expect(send({ phoneNumbers: ['+8618566246601'] })).toEqual(['Ok']);
    trial.clock.now += 1;
    expect(send()).toEqual(['Ok']);
    trial.clock.now += 30_000;
    expect(send()).toEqual(['LimitExceeded.PhoneNumberDailyLimit']);
    trial.clock.now = Date.parse('2026-01-02T16:00:00Z');
    expect(send()).toEqual(['Ok']);
  });

  it('sends a number as many messages in a day as the application’s limit says', () => {
    addInitialResources(trial.account, { smsDailyLimit: 10 });
    for (let sent = 0; sent < 10; sent++) {
      expect(send()).toEqual(['Ok']);
      trial.clock.now += 30_000;
    }
    expect(send()).toEqual(['LimitExceeded.PhoneNumberDailyLimit']);
  });

  it('sends 100 messages in a day to other countries', () => {
    const abroad = { templateId: initialAccount.internationalTemplateId };
    const numbers = Array.from({ length: 101 }, (_, index) => `+852${61_000_000 + index}`);
    const codes = send({ ...abroad, phoneNumbers: numbers });
    expect(codes).toEqual([...Array.from({ length: 100 }, () => 'Ok'), 'LimitExceeded.DailyLimit']);
    expect(send()).toEqual(['Ok']);
    trial.clock.now = Date.parse('2026-01-02T16:00:00Z');
    expect(send({ ...abroad, phoneNumbers: numbers.slice(100) })).toEqual(['Ok']);
  });
});

describe('Signatures and templates', () => {
  const transitionMs = 20;
  const sign = { name: 'Mine', signType: 0, documentType: 1, international: 0, purpose: 0 };
  const proof = { proofImage: 'aGVsbG8=', qualificationId: 1 };
  const template = { name: 'Mine', content: 'Code {1}', smsType: 3, international: 0 };
  let trial: TrialAccount;
  let sms: TrialAccount['account']['sms'];

  beforeEach(() => {
    trial = startTrialAccount({ transitionMs });
    sms = trial.account.sms;
    return () => trial.stop();
  });

  const refusing = (action: () => unknown, code: string) =>
    expect(action).toThrow(expect.objectContaining({ name: 'CloudError', code }));

  it('can be used once they are approved, and not be changed any more', () => {
    const { signId } = sms.createSign(sign, proof);
    const { templateId } = sms.createTemplate({ ...template, content: 'Password {1}' });
    sms.changeTemplate(templateId, template);
    expect(sms.reviewState(sms.changeSign(signId, { ...sign, name: 'My own' }, proof))).toBe('in review');
    const mine = { ...request, signName: 'My own', templateId, parameters: ['1'] };
    expect(sms.send(mine)).toMatchObject([{ code: 'FailedOperation.TemplateIncorrectOrUnapproved' }]);
    trial.clock.now += transitionMs;
    expect(sms.send(mine)).toMatchObject([{ code: 'Ok' }]);
    expect(sms.messages()[0]?.text).toBe('【My own】Code 1');
    refusing(() => sms.changeTemplate(templateId, template), 'FailedOperation.TemplateAlreadyPassedCheck');
    refusing(() => sms.changeSign(signId, sign, proof), 'InvalidParameterValue.SignAlreadyPassedCheck');
  });

  it.each<[string, Partial<typeof sign & typeof proof>, string]>([
    ['without a picture', { proofImage: 'no picture' }, 'InvalidParameterValue.ImageInvalid'],
    ['of an app', { signType: 1 }, 'FailedOperation.OtherError'],
    ['of a website', { signType: 2 }, 'FailedOperation.OtherError'],
    ['of a mini program', { documentType: 6 }, 'InvalidParameterValue.InvalidDocumentType'],
    ['of an unknown kind', { international: 2 }, 'InvalidParameterValue.InvalidInternational'],
    ['that is approved already', { name: initialAccount.sign }, 'InvalidParameterValue.SignAlreadyPassedCheck'],
  ])('for the mainland are not taken %s', (_, changes, code) => {
    refusing(() => sms.createSign({ ...sign, ...changes }, { ...proof, ...changes }), code);
  });

  it('for the mainland need a qualification, those for other countries do not', () => {
    const unqualified = { ...proof, qualificationId: undefined };
    refusing(() => sms.createSign(sign, unqualified), 'MissingParameter');
    expect(sms.createSign({ ...sign, signType: 1, international: 1 }, unqualified)).toMatchObject({ name: 'Mine' });
    refusing(() => sms.createSign(sign, proof), 'InvalidParameterValue.SignExistAndUnapproved');
  });

  it.each<[string, Partial<typeof template>, string]>([
    ['of the old type for codes', { smsType: 0 }, 'InvalidParameter.InvalidParameters'],
    ['with a gap', { content: 'Code {2}' }, 'InvalidParameterValue.InvalidTemplateFormat'],
    ['of an unknown kind', { international: 2 }, 'InvalidParameterValue.InvalidInternational'],
  ])('are not taken as templates %s', (_, changes, code) => {
    refusing(() => sms.createTemplate({ ...template, ...changes }), code);
  });

  it('for the mainland and for other countries stay apart', () => {
    const { templateId } = sms.createTemplate(template);
    const change = { ...template, international: 1 };
    refusing(() => sms.changeTemplate(templateId, change), 'InvalidParameterValue.InvalidInternational');
  });

  it('are created in this order for the mainland', () => {
    for (const { signId } of sms.signs()) sms.deleteSign(signId);
    refusing(() => sms.createTemplate(template), 'FailedOperation.MissingSignature');
    expect(sms.createTemplate({ ...template, international: 1 })).toMatchObject({ international: 1 });
  });

  it('that do not exist are told apart', () => {
    refusing(() => sms.deleteSign('1'), 'FailedOperation.MissingSignatureToModify');
    refusing(() => sms.changeSign('1', sign, proof), 'FailedOperation.MissingSignatureToModify');
    refusing(() => sms.deleteTemplate('1'), 'FailedOperation.MissingTemplateToModify');
    refusing(() => sms.changeTemplate('1', template), 'FailedOperation.MissingTemplateToModify');
  });
});
