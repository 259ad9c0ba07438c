import { CloudError } from './cloud-error';
import type { TemplateRecord } from './sms-records';

type NewTemplate = Pick<TemplateRecord, 'content' | 'smsType' | 'international'>;

/** What decides whether a new signature is taken. */
export interface SignProof {
  readonly signType: number;
  readonly documentType: number;
  /** 0 for the Chinese mainland, 1 for other countries. */
  readonly international: number;
  /** In base64. */
  readonly proofImage: string;
  readonly qualificationId: number | undefined;
}

/**
 * Refuses a signature that the API no longer takes, and one for the mainland without a qualification.
 *
 * platform: sms-sign-qualification, sms-sign-types, sms-sign-refusal-codes, sms-proof-image
 */
export function checkSign({ signType, documentType, international, proofImage, qualificationId }: SignProof): void {
  checkInternational(international);
  const isMainland = international === 0;
  if (proofImage.length < 4 || !/^[A-Za-z0-9+/]+={0,2}$/.test(proofImage)) {
    throw new CloudError('InvalidParameterValue.ImageInvalid', 'The image is not base64.', 'ProofImage');
  }
  const signTypes = isMainland ? [0, 4, 5] : [0, 1, 4, 5];
  if (!signTypes.includes(signType)) {
    const message = `Signatures of type ${signType} are not taken; allowed: ${signTypes.join(', ')}.`;
    throw new CloudError('FailedOperation.OtherError', message, 'SignType');
  }
  const documentTypes = isMainland ? [0, 1, 2, 3, 7] : [0, 1, 2, 3, 4, 7];
  if (!documentTypes.includes(documentType)) {
    const message = `Certificates of type ${documentType} are not taken; allowed: ${documentTypes.join(', ')}.`;
    throw new CloudError('InvalidParameterValue.InvalidDocumentType', message, 'DocumentType');
  }
  if (isMainland && qualificationId === undefined) {
    const message = 'A signature for the Chinese mainland needs the ID of an approved qualification.';
    throw new CloudError('MissingParameter', message, 'QualificationId');
  }
}

/**
 * Refuses a template of an unknown type, and one that is empty, too long, or whose parameters are not {1}, {2} … without a gap.
 *
 * platform: sms-template-types, sms-template-form
 */
export function checkTemplate({ content, smsType, international }: NewTemplate): void {
  checkInternational(international);
  if (![1, 2, 3].includes(smsType)) {
    const message = `The type ${smsType} is not 1 (marketing), 2 (notice) or 3 (verification code).`;
    throw new CloudError('InvalidParameter.InvalidParameters', message, 'SmsType');
  }
  const expected = Array.from({ length: countParameters(content) }, (_, index) => `{${index + 1}}`);
  const missing = expected.find((parameter) => !content.includes(parameter));
  if (content.length > 0 && content.length <= 500 && missing === undefined) return;
  const message = 'A template has 1 to 500 characters, and its parameters are {1}, {2} … without a gap.';
  throw new CloudError('InvalidParameterValue.InvalidTemplateFormat', message, 'TemplateContent');
}

export const countParameters = (content: string) => new Set(content.match(/\{\d+\}/g)).size;

function checkInternational(international: number): void {
  if (international === 0 || international === 1) return;
  const message = `International is ${international}; allowed: 0 for the Chinese mainland, 1 for other countries.`;
  throw new CloudError('InvalidParameterValue.InvalidInternational', message, 'International');
}
