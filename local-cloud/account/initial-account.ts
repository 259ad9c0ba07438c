import type { Account } from './account';

/** What an account has before anything is deployed: bought, or approved by people. */
export const initialAccount = {
  appId: '1300000000',
  owner: { secretId: 'AKIDlocalcloudlocalcloudlocalcloud0', secretKey: 'localcloudlocalcloudlocalcloud00' },
  sdkAppId: '1400006666',
  sign: 'Test demo',
  templateId: '1110',
  captcha: { appId: '190000000', secret: 'localcaptchalocalcaptcha' },
} as const;

/** The body template of the vendor's document, step 1.2. */
const bodyTemplate =
  'Your signup verification code is {1}. Please enter it within {2} minutes. ' +
  'If the signup was not initiated by you, please ignore this message.';

/** Gives an account an SMS application with a signature and a template that are approved, and a captcha. */
export function furnish({ sms, captcha }: Account): void {
  sms.addApplication(initialAccount.sdkAppId, 'Local application');
  if (!sms.signs().some(({ name, approvedAt }) => name === initialAccount.sign && approvedAt === 0)) {
    sms.addApprovedSign(initialAccount.sign);
  }
  sms.addTemplate(initialAccount.templateId, 'Verification code SMS', bodyTemplate);
  captcha.addApplication(initialAccount.captcha);
}
