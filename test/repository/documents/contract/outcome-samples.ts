import { type FieldName, httpMethods, type Method, methodFields } from '../../../../function/http/fields';
import {
  type CodeStr,
  type Outcome,
  type Problem,
  problemFields,
  rules,
} from '../../../../function/verification/outcome';

/** The outcomes with a `codeStr`. */
type OutcomeOf<Code extends CodeStr> = Outcome & { readonly codeStr: Code };

/**
 * Outcomes of each `codeStr`, of which the document shows the replies. A field that not all of them have is an optional one, so
 * each optional field needs an outcome with it and one without. The compiler asks for every `codeStr`.
 */
export const outcomeSamples: { readonly [Code in CodeStr]: readonly OutcomeOf<Code>[] } = {
  Ok: [{ codeStr: 'Ok', expiresIn: 300, retryAfter: 30, handle: 'b1VkZ3J4Y0p0dFhL' }],
  Success: [
    { codeStr: 'Success', token: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIrODYxODU2NjI0NjYwMCJ9.c2lnbmF0dXJl' },
    { codeStr: 'Success' },
  ],
  CodeIsError: [{ codeStr: 'CodeIsError', attemptsLeft: 2 }],
  CodeHasExpired: [{ codeStr: 'CodeHasExpired' }],
  CodeHasValid: [{ codeStr: 'CodeHasValid' }],
  InValidParam: [
    refused({ field: 'phone', rule: 'missing' }),
    refused({ field: 'phone', rule: 'malformed' }),
    refused({ field: 'phone', rule: 'no-country-code', allowed: ['86'] }),
    refused({ field: 'phone', rule: 'not-allowed', allowed: ['86'] }),
    refused({ field: 'phone', rule: 'repeated' }),
    refused({ field: 'phone', rule: 'not-text' }),
    refused({ field: 'code', rule: 'malformed' }),
    refused({ field: 'handle', rule: 'missing' }),
    refused({ field: 'handle', rule: 'malformed' }),
    refused({ field: 'method', rule: 'not-allowed', allowed: Object.keys(methodFields) }),
    refused({ field: 'body', rule: 'malformed' }),
    refused({ field: 'body', rule: 'too-large' }),
    refused({ field: 'httpMethod', rule: 'not-allowed', allowed: httpMethods }),
  ],
  MissingCode: [{ codeStr: 'MissingCode' }],
  'LimitExceeded.PhoneNumberThirtySecondLimit': [
    { codeStr: 'LimitExceeded.PhoneNumberThirtySecondLimit', retryAfter: 12 },
  ],
  'LimitExceeded.PhoneNumberDailyLimit': [{ codeStr: 'LimitExceeded.PhoneNumberDailyLimit', retryAfter: 21_600 }],
  'LimitExceeded.PhoneNumberOneHourLimit': [{ codeStr: 'LimitExceeded.PhoneNumberOneHourLimit', retryAfter: 3600 }],
  'LimitExceeded.PhoneNumberSameContentDailyLimit': [
    { codeStr: 'LimitExceeded.PhoneNumberSameContentDailyLimit', retryAfter: 30 },
  ],
  'LimitExceeded.ClientAddressLimit': [
    { codeStr: 'LimitExceeded.ClientAddressLimit', retryAfter: 1740 },
    { codeStr: 'LimitExceeded.ClientAddressLimit', retryAfter: 21_600 },
  ],
  'LimitExceeded.NumberRangeLimit': [{ codeStr: 'LimitExceeded.NumberRangeLimit', retryAfter: 60 }],
  'LimitExceeded.TotalLimit': [
    { codeStr: 'LimitExceeded.TotalLimit', retryAfter: 60 },
    { codeStr: 'LimitExceeded.TotalLimit', retryAfter: 21_600 },
  ],
  'LimitExceeded.WrongCodeLimit': [{ codeStr: 'LimitExceeded.WrongCodeLimit', retryAfter: 21_600 }],
  'InvalidParameterValue.IncorrectPhoneNumber': [{ codeStr: 'InvalidParameterValue.IncorrectPhoneNumber', reason: '' }],
  'FailedOperation.PhoneNumberInBlacklist': [{ codeStr: 'FailedOperation.PhoneNumberInBlacklist', reason: '' }],
  OriginNotAllowed: [{ codeStr: 'OriginNotAllowed' }],
  CaptchaRequired: [{ codeStr: 'CaptchaRequired' }],
  CaptchaFailed: [{ codeStr: 'CaptchaFailed', reason: '' }],
  SendRefused: [{ codeStr: 'SendRefused', apiCode: 'FailedOperation.InsufficientBalanceInSmsPackage', reason: '' }],
  ServiceUnavailable: [
    { codeStr: 'ServiceUnavailable', part: 'store', reason: '' },
    { codeStr: 'ServiceUnavailable', part: 'sms', reason: '', retryAfter: 30 },
  ],
  InternalError: [{ codeStr: 'InternalError', reason: '' }],
};

/** All problems that the code can name, whether a request can have them or not. */
export const allProblems: readonly Problem[] = problemFields.flatMap((field) => rules.map((rule) => ({ field, rule })));

/** A valid request of each method. */
export const requestSamples: { readonly [Name in Method]: Readonly<Partial<Record<FieldName, string>>> } = {
  getSms: { method: 'getSms', phone: '8618566246600' },
  login: { method: 'login', phone: '8618566246600', code: '042137', handle: 'b1VkZ3J4Y0p0dFhL' },
  jwks: { method: 'jwks' },
};

function refused(problem: Problem): OutcomeOf<'InValidParam'> {
  return { codeStr: 'InValidParam', problem };
}
