import { countParameters } from './sms-content-rules';
import { isMainland } from './sms-limits';
import type { SendRequest, SignRecord, TemplateRecord } from './sms-records';
import { reviewStateOf } from './sms-review';

/** What decides whether a message to one number is sent, apart from limits. */
export interface SendConditions {
  readonly request: SendRequest;
  readonly phoneNumber: string;
  readonly signs: readonly SignRecord[];
  /** The template of the request. */
  readonly template: TemplateRecord | undefined;
  /** In milliseconds since 1970. */
  readonly now: number;
}

type Refusal = readonly [code: string, message: string];

/** `International` of a template for the mainland and for other countries. The API cannot create one. */
const bothKinds = 3;
/** `SmsType` of templates for verification codes. */
const codeTemplate = 3;

/** @returns the API's code and message for a refusal; `undefined` if only limits can keep the message from being sent */
export function findSendRefusal(conditions: SendConditions): Refusal | undefined {
  const { phoneNumber, template, request, now } = conditions;
  if (!isPhoneNumber(phoneNumber)) {
    return ['InvalidParameterValue.IncorrectPhoneNumber', 'the number is not in E.164 format, such as +8618566246600'];
  }
  if (template === undefined) {
    return ['FailedOperation.TemplateUnapprovedOrNotExist', `no template ${request.templateId}`];
  }
  const state = reviewStateOf(template, now);
  if (state !== 'approved') {
    return ['FailedOperation.TemplateIncorrectOrUnapproved', `the template is ${state}`];
  }
  return findWrongCountry(phoneNumber, template) ?? findWrongSign(conditions) ?? findWrongParameter(request, template);
}

/** Whether it is a number in E.164 format. */
export function isPhoneNumber(text: string): boolean {
  return /^\+861\d{10}$/.test(text) || /^\+(?!86)[1-9]\d{6,14}$/.test(text);
}

/** platform: sms-template-countries */
function findWrongCountry(phoneNumber: string, { international }: TemplateRecord): Refusal | undefined {
  if (international === bothKinds || isMainland(phoneNumber) === (international === 0)) return undefined;
  return international === 0
    ? ['UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone', 'the template is for the Chinese mainland only']
    : ['UnsupportedOperation.GlobalTemplateToChineseMainlandPhone', 'the template is for other countries only'];
}

/** Messages to the mainland need a signature. platform: sms-sign-needed, sms-sign-of-other-kind */
function findWrongSign({ request: { signName }, phoneNumber, signs, now }: SendConditions): Refusal | undefined {
  if (signName === '' && !isMainland(phoneNumber)) return undefined;
  const isUsable = (sign: SignRecord) =>
    sign.name === signName &&
    reviewStateOf(sign, now) === 'approved' &&
    (sign.international === 0 || !isMainland(phoneNumber));
  if (signs.some(isUsable)) return undefined;
  return ['FailedOperation.SignatureIncorrectOrUnapproved', `no approved signature ${signName}`];
}

/** platform: sms-code-parameters, sms-parameters-must-fit, sms-parameter-length */
function findWrongParameter({ parameters }: SendRequest, { content, smsType }: TemplateRecord): Refusal | undefined {
  const expected = countParameters(content);
  if (parameters.length !== expected) {
    const message = `the template has ${expected} parameters; found ${parameters.length}`;
    return ['FailedOperation.TemplateParamSetNotMatchApprovedTemplate', message];
  }
  if (smsType === codeTemplate && !parameters.every((parameter) => /^\d{0,6}$/.test(parameter))) {
    return ['InvalidParameterValue.TemplateParameterFormatError', 'a parameter is not up to six digits'];
  }
  if (parameters.some((parameter) => parameter.length > 12)) {
    return ['InvalidParameterValue.TemplateParameterLengthLimit', 'a parameter has more than 12 characters'];
  }
  return undefined;
}
