import { CloudError } from './cloud-error';
import type { SendRequest, SignRecord, TemplateRecord } from './sms-records';

/** Shortest time between two messages to a number, in milliseconds. platform: sms-default-limits */
const sendIntervalMs = 30_000;
/** Messages to a number in one day. platform: sms-daily-limit-code */
const dailyLimit = 10;

/** What decides whether a message to one number is sent. */
export interface SendConditions {
  readonly request: SendRequest;
  readonly phoneNumber: string;
  readonly signs: readonly SignRecord[];
  /** The template of the request. */
  readonly template: TemplateRecord | undefined;
  /** When earlier messages to the number were sent, in milliseconds since 1970. */
  readonly sentTimes: readonly number[];
  /** In milliseconds since 1970. */
  readonly now: number;
}

/**
 * platform: sms-parameters-must-fit, sms-parameter-length
 * @returns the API's code and message for a refusal; `undefined` if the message can be sent
 */
export function findSendRefusal(conditions: SendConditions): readonly [code: string, message: string] | undefined {
  const { request, phoneNumber, signs, template, sentTimes, now } = conditions;
  const { signName, templateId, parameters } = request;
  const isApproved = ({ approvedAt }: { readonly approvedAt: number }) => approvedAt <= now;
  if (!signs.some((sign) => sign.name === signName && isApproved(sign))) {
    return ['FailedOperation.SignatureIncorrectOrUnapproved', `no approved signature ${signName}`];
  }
  if (template === undefined) return ['FailedOperation.TemplateUnapprovedOrNotExist', `no template ${templateId}`];
  if (!isApproved(template)) return ['FailedOperation.TemplateIncorrectOrUnapproved', 'the template is in review'];
  const expected = countParameters(template.content);
  if (parameters.length !== expected) {
    const message = `the template has ${expected} parameters; found ${parameters.length}`;
    return ['FailedOperation.TemplateParamSetNotMatchApprovedTemplate', message];
  }
  if (parameters.some((parameter) => parameter.length > 12)) {
    return ['InvalidParameterValue.TemplateParameterLengthLimit', 'a parameter has more than 12 characters'];
  }
  if (!/^\+861\d{10}$/.test(phoneNumber) && !/^\+(?!86)[1-9]\d{6,14}$/.test(phoneNumber)) {
    return ['InvalidParameterValue.IncorrectPhoneNumber', 'the number is not in E.164 format, such as +8618566246600'];
  }
  if (sentTimes.some((time) => now - time < sendIntervalMs)) {
    return ['LimitExceeded.PhoneNumberThirtySecondLimit', 'one message in 30 seconds'];
  }
  if (sentTimes.filter((time) => beijingDay(time) === beijingDay(now)).length >= dailyLimit) {
    return ['LimitExceeded.PhoneNumberDailyLimit', `${dailyLimit} messages in a day`];
  }
  return undefined;
}

/** Refuses a template that is empty, too long, or whose parameters are not {1}, {2} … without a gap. platform: sms-template-form */
export function checkTemplate(content: string): void {
  const expected = Array.from({ length: countParameters(content) }, (_, index) => `{${index + 1}}`);
  const missing = expected.find((parameter) => !content.includes(parameter));
  if (content.length > 0 && content.length <= 500 && missing === undefined) return;
  const message = 'A template has 1 to 500 characters, and its parameters are {1}, {2} … without a gap.';
  throw new CloudError('InvalidParameterValue.InvalidTemplateFormat', message, 'TemplateContent');
}

/** Refuses an invalid type or image of the certificate that proves ownership of a signature. platform: sms-proof-image */
export function checkSignProof(documentType: number, proofImage: string): void {
  if (proofImage.length < 4 || !/^[A-Za-z0-9+/]+={0,2}$/.test(proofImage)) {
    throw new CloudError('InvalidParameterValue.ImageInvalid', 'The image is not base64.', 'ProofImage');
  }
  if (![0, 1, 2, 3, 4, 5, 6, 7, 8].includes(documentType)) {
    const message = `The certificate type ${documentType} is not between 0 and 8.`;
    throw new CloudError('InvalidParameterValue.InvalidDocumentType', message, 'DocumentType');
  }
}

const countParameters = (content: string) => new Set(content.match(/\{\d+\}/g)).size;

const beijingDay = (time: number) => Math.floor((time + 8 * 3_600_000) / 86_400_000);
