import { type Account, scfRole } from './account';
import { printFaultyKeys } from './fault-keys';
import { addFaultResources } from './fault-resources';
import type { PackageRecord } from './sms-records';

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
  /** A certificate and its renewal, for domains that nobody has: the name is reserved for examples. */
  certificates: { ids: ['LocalCrt', 'LocalNew'], domains: ['example.com', '*.example.com'] },
  /** Addresses of webhooks, by kind. Nobody answers there: the top-level domain is reserved for that. */
  webhooks: {
    wecom: 'https://wecom.invalid/cgi-bin/webhook/send?key=local-wecom',
    dingtalk: 'https://dingtalk.invalid/robot/send?access_token=local-dingtalk',
    lark: 'https://lark.invalid/open-apis/bot/v2/hook/local-lark',
    http: 'https://http.invalid/alarms/local-http',
  },
} as const;

/** The template in step 1.2 of the vendor's document. */
const bodyTemplate =
  'Your signup verification code is {1}. Please enter it within {2} minutes. ' +
  'If the signup was not initiated by you, please ignore this message.';

/** A template that does not fit the product, which fills two parameters. */
const threeParameters = 'Your {3} verification code is {1}. Please enter it within {2} minutes.';

/** Messages to a number in a day that an SMS application allows until somebody changes that. platform: sms-default-limits */
const defaultSmsDailyLimit = 2;

/** The package of messages that the owner bought: so large that nobody uses it up, and valid for years. */
const smsPackage = { packageId: 1, amount: 1_000_000, ageMs: 30 * 86_400_000, validMs: 10 * 365 * 86_400_000 };

/** How long certificates are valid. */
const certificateMs = 365 * 86_400_000;

const scfRoleDocument = JSON.stringify({
  version: '2.0',
  statement: [{ effect: 'allow', action: ['name/sts:AssumeRole'], principal: { service: ['scf.qcloud.com'] } }],
});

export interface InitialSettings {
  /** Messages to a number in a day, a setting of the SMS application. @default 2 */
  readonly smsDailyLimit?: number | undefined;
  /** A bucket of COS in ap-guangzhou for states, which the owner has made by hand. @default - none */
  readonly stateBucket?: string | undefined;
  /** In milliseconds since 1970. @default Date.now() */
  readonly now?: number;
}

/** The region of the bucket for states. */
export const stateRegion = 'ap-guangzhou';

/** Decisions of the reviewers, by the value of the faults `sign` and `template`. */
const reviews: Readonly<Record<string, 'pending' | 'refused'>> = { 'in-review': 'pending', refused: 'refused' };

/**
 * Adds a user, an SMS application with a package of messages, an approved signature and approved templates, a captcha application,
 * and what the owner has authorised, each as the account's faults demand.
 */
export function addInitialResources(account: Account, settings: InitialSettings = {}): void {
  const { users, captcha, certificates, cls, cam, cos, faults } = account;
  const { stateBucket } = settings;
  if (stateBucket !== undefined && !cos.buckets().some(({ name }) => name === stateBucket)) {
    cos.createBucket(stateRegion, stateBucket);
  }
  addSms(account, settings);
  addCertificates(certificates, settings);
  users.add(initialAccount.user);
  captcha.addApplication(initialAccount.captcha);
  if (!faults.has('cls-closed')) cls.open();
  if (!faults.has('scf-role-missing') && !cam.roles().some(({ name }) => name === scfRole)) {
    cam.createRole({ name: scfRole, document: scfRoleDocument, description: '', tags: {}, isServiceRole: true });
    cam.attach(scfRole, 'QcloudAccessForScfRole');
  }
  addFaultResources(account, faults);
  printFaultyKeys(account, faults);
}

function addCertificates(certificates: Account['certificates'], { now = Date.now() }: InitialSettings): void {
  const { ids, domains } = initialAccount.certificates;
  const certificate = { domains, notBefore: now, notAfter: now + certificateMs, isIssued: true };
  for (const id of ids) certificates.add(certificate, id);
}

function addSms({ sms, faults }: Account, settings: InitialSettings): void {
  const { smsDailyLimit: dailyLimit = defaultSmsDailyLimit, now = Date.now() } = settings;
  sms.addApplication(initialAccount.sdkAppId, { name: 'Local application', dailyLimit });
  sms.addInitialSign(initialAccount.sign, reviews[faults.value('sign') ?? '']);

  const fault = faults.value('template') ?? '';
  const codes = { name: 'Verification code SMS', content: bodyTemplate, smsType: 3 };
  sms.addInitialTemplate({
    ...codes,
    templateId: initialAccount.templateId,
    content: fault === 'parameters' ? threeParameters : bodyTemplate,
    international: fault === 'abroad' ? 1 : 0,
    review: reviews[fault],
  });
  sms.addInitialTemplate({ ...codes, templateId: initialAccount.internationalTemplateId, international: 1 });

  const { packageId, amount, ageMs, validMs } = smsPackage;
  const createdAt = now - ageMs;
  const expiresAt = faults.value('package') === 'expired' ? createdAt + ageMs / 2 : createdAt + validMs;
  const used = faults.value('package') === 'used-up' ? amount : usedOf(sms.findPackage(packageId));
  sms.addPackage({ packageId, createdAt, expiresAt, amount, used });

  const receipts = faults.value('receipts');
  if (receipts === 'failed' || receipts === 'never') sms.playReceipts(receipts);
}

/** The messages of a saved package that were used; none of one that a fault used up. */
const usedOf = ({ amount, used }: Pick<PackageRecord, 'amount' | 'used'> = { amount: 0, used: 0 }) =>
  used < amount ? used : 0;
