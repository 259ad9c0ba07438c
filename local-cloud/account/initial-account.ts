import type { Account } from './account';

/** The contents of an account before a deployment: what is bought, or approved by people. */
export const initialAccount = {
  appId: '1300000000',
  sdkAppId: '1400006666',
  sign: 'Test demo',
  templateId: '1110',
  /** A template for other countries than the Chinese mainland. */
  internationalTemplateId: '1111',
  captcha: { appId: '190000000', secret: 'localcaptchalocalcaptcha' },
} as const;

/** The template in step 1.2 of the vendor's document. */
const bodyTemplate =
  'Your signup verification code is {1}. Please enter it within {2} minutes. ' +
  'If the signup was not initiated by you, please ignore this message.';

/** Messages to a number in a day that an SMS application allows until somebody changes that. platform: sms-number-limits */
export const defaultSmsDailyLimit = 2;

export interface InitialSettings {
  /** Messages to a number in a day, a setting of the SMS application. @default 2 */
  readonly smsDailyLimit?: number | undefined;
}

/** Adds an SMS application with an approved signature and approved templates, and a captcha application. */
export function addInitialResources({ sms, captcha }: Account, settings: InitialSettings = {}): void {
  const { smsDailyLimit: dailyLimit = defaultSmsDailyLimit } = settings;
  sms.addApplication(initialAccount.sdkAppId, { name: 'Local application', dailyLimit });
  if (!sms.signs().some(({ name, approvedAt }) => name === initialAccount.sign && approvedAt === 0)) {
    sms.addApprovedSign(initialAccount.sign);
  }
  const codes = { name: 'Verification code SMS', content: bodyTemplate, smsType: 3 };
  sms.addApprovedTemplate({ ...codes, templateId: initialAccount.templateId, international: 0 });
  sms.addApprovedTemplate({ ...codes, templateId: initialAccount.internationalTemplateId, international: 1 });
  captcha.addApplication(initialAccount.captcha);
}
