import { describe, expect, it } from 'vitest';
import { readSendRefusal } from '../../../function/sms/send-refusal';

/** 2026-11-23, 23:59:30.500 in Shanghai. */
const lateEvening = Date.UTC(2026, 10, 23, 15, 59, 30, 500);

/** The error codes of `SendSms` that say nothing about the number alone. platform: send-sms-error-codes */
const forTheOperator = [
  'FailedOperation.ContainSensitiveWord',
  'FailedOperation.FailResolvePacket',
  'FailedOperation.InsufficientBalanceInSmsPackage',
  'FailedOperation.JsonParseFail',
  'FailedOperation.MarketingSendTimeConstraint',
  'FailedOperation.SignatureIncorrectOrUnapproved',
  'FailedOperation.TemplateIncorrectOrUnapproved',
  'FailedOperation.TemplateParamSetNotMatchApprovedTemplate',
  'FailedOperation.TemplateUnapprovedOrNotExist',
  'InternalError.OtherError',
  'InternalError.RequestTimeException',
  'InternalError.RestApiInterfaceNotExist',
  'InternalError.SigFieldMissing',
  'InternalError.SigVerificationFail',
  'InternalError.UnknownError',
  'InvalidParameterValue.ContentLengthLimit',
  'InvalidParameterValue.ProhibitedUseUrlInTemplateParameter',
  'InvalidParameterValue.SdkAppIdNotExist',
  'InvalidParameterValue.TemplateParameterFormatError',
  'InvalidParameterValue.TemplateParameterLengthLimit',
  'LimitExceeded.AppCountryOrRegionDailyLimit',
  'LimitExceeded.AppCountryOrRegionInBlacklist',
  'LimitExceeded.AppDailyLimit',
  'LimitExceeded.AppGlobalDailyLimit',
  'LimitExceeded.AppMainlandChinaDailyLimit',
  'LimitExceeded.DailyLimit',
  'LimitExceeded.DeliveryFrequencyLimit',
  'LimitExceeded.PhoneNumberCountLimit',
  'MissingParameter.EmptyPhoneNumberSet',
  'UnauthorizedOperation.IndividualUserMarketingSmsPermissionDeny',
  'UnauthorizedOperation.RequestIpNotInWhitelist',
  'UnauthorizedOperation.RequestPermissionDeny',
  'UnauthorizedOperation.SdkAppIdIsDisabled',
  'UnauthorizedOperation.SerivceSuspendDueToArrears',
  'UnauthorizedOperation.SmsSdkAppIdVerifyFail',
  'UnsupportedOperation.',
  'UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber',
  // Spelt like this by the API.
  'UnsupportedOperation.UnsuportedRegion',
];

describe('A refusal of the SMS API', () => {
  const read = (apiCode: string, countryCode = '86') =>
    readSendRefusal({ apiCode, reason: 'because', countryCode, now: lateEvening });

  it.each([
    ['LimitExceeded.PhoneNumberThirtySecondLimit', 30],
    ['LimitExceeded.PhoneNumberOneHourLimit', 3600],
    // Until midnight in Shanghai, in whole seconds.
    ['LimitExceeded.PhoneNumberDailyLimit', 30],
    ['LimitExceeded.PhoneNumberSameContentDailyLimit', 30],
  ])('%s tells the user to wait', (apiCode, retryAfter) => {
    expect(read(apiCode)).toEqual({ result: 'limited', apiCode, reason: 'because', retryAfter });
  });

  it.each(['InvalidParameterValue.IncorrectPhoneNumber', 'FailedOperation.PhoneNumberInBlacklist'])(
    '%s is about the number',
    (apiCode) => {
      expect(read(apiCode)).toEqual({ result: 'number-refused', apiCode, reason: 'because' });
    },
  );

  it.each([...forTheOperator, 'AuthFailure.UnauthorizedOperation', 'RequestLimitExceeded', 'toString', ''])(
    '"%s" is for the operator',
    (apiCode) => {
      expect(read(apiCode)).toEqual({ result: 'refused', apiCode, reason: 'because' });
    },
  );

  it.each([
    [
      'UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone',
      '852',
      'the template of country 852 is for the Chinese mainland only: set one for other countries (SMS_DESTINATIONS); because',
    ],
    [
      'UnsupportedOperation.GlobalTemplateToChineseMainlandPhone',
      '86',
      'the template of country 86 is for other countries only: set one for the Chinese mainland (SMS_DESTINATIONS); because',
    ],
  ])('%s tells the operator which template is for other countries', (apiCode, countryCode, reason) => {
    expect(read(apiCode, countryCode)).toEqual({ result: 'refused', apiCode, reason });
  });
});
