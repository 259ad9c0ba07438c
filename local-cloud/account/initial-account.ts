import { type Account, scfRole } from './account';

/** The contents of an account before a deployment: what is bought, or approved by people. */
export const initialAccount = {
  appId: '1300000000',
  sdkAppId: '1400006666',
  sign: 'Test demo',
  templateId: '1110',
  /** A template for other countries than the Chinese mainland. */
  internationalTemplateId: '1111',
  user: { name: 'on-call', uin: 100012345678, uid: 16012345, email: 'on-call@example.com', phone: '18566246600' },
  captcha: { appId: '190000000', secret: 'localcaptchalocalcaptcha' },
} as const;

/** The template in step 1.2 of the vendor's document. */
const bodyTemplate =
  'Your signup verification code is {1}. Please enter it within {2} minutes. ' +
  'If the signup was not initiated by you, please ignore this message.';

/** Messages to a number in a day that an SMS application allows until somebody changes that. platform: sms-default-limits */
const defaultSmsDailyLimit = 2;

/** The package of messages that the owner bought: so large that nobody uses it up, and valid for years. */
const smsPackage = { packageId: 1, amount: 1_000_000, ageMs: 30 * 86_400_000, validMs: 10 * 365 * 86_400_000 };

/** What the owner of an account authorises once: SCF to use other services, and CLS. */
export type Authorisation = 'SCF' | 'CLS';

const scfRoleDocument = JSON.stringify({
  version: '2.0',
  statement: [{ effect: 'allow', action: ['name/sts:AssumeRole'], principal: { service: ['scf.qcloud.com'] } }],
});

export interface InitialSettings {
  /** Messages to a number in a day, a setting of the SMS application. @default 2 */
  readonly smsDailyLimit?: number | undefined;
  /** What the owner has not authorised yet. @default - nothing is missing */
  readonly missing?: readonly Authorisation[];
  /** In milliseconds since 1970. @default Date.now() */
  readonly now?: number;
}

/**
 * Adds a user, an SMS application with a package of messages, an approved signature and approved templates, a captcha application, and what the owner has
 * authorised.
 */
export function addInitialResources(account: Account, settings: InitialSettings = {}): void {
  const { sms, captcha, users, cls, cam } = account;
  const { smsDailyLimit: dailyLimit = defaultSmsDailyLimit, missing = [], now = Date.now() } = settings;
  sms.addApplication(initialAccount.sdkAppId, { name: 'Local application', dailyLimit });
  if (!sms.signs().some(({ name, approvedAt }) => name === initialAccount.sign && approvedAt === 0)) {
    sms.addApprovedSign(initialAccount.sign);
  }
  const codes = { name: 'Verification code SMS', content: bodyTemplate, smsType: 3 };
  sms.addApprovedTemplate({ ...codes, templateId: initialAccount.templateId, international: 0 });
  sms.addApprovedTemplate({ ...codes, templateId: initialAccount.internationalTemplateId, international: 1 });
  const { packageId, amount, ageMs, validMs } = smsPackage;
  const createdAt = now - ageMs;
  const used = sms.findPackage(packageId)?.used ?? 0;
  sms.addPackage({ packageId, createdAt, expiresAt: createdAt + validMs, amount, used });
  users.add(initialAccount.user);
  captcha.addApplication(initialAccount.captcha);
  if (!missing.includes('CLS')) cls.open();
  if (!missing.includes('SCF') && !cam.roles().some(({ name }) => name === scfRole)) {
    cam.createRole({ name: scfRole, document: scfRoleDocument, description: '', tags: {}, isServiceRole: true });
    cam.attach(scfRole, 'QcloudAccessForScfRole');
  }
}
