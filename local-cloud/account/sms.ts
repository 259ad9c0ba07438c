import { type AccountContext, newId } from './account-context';
import { CloudError } from './cloud-error';
import { checkSign, checkTemplate, type SignProof } from './sms-content-rules';
import {
  checkDeliveryRequest,
  type Delivery,
  type DeliveryRequest,
  isBetween,
  readStatisticsPeriod,
  type StatisticsRequest,
} from './sms-deliveries';
import { findExceededLimit, isMainland } from './sms-limits';
import { findUsablePackage, type Period, packagesOfPeriod } from './sms-package';
import type {
  ApplicationRecord,
  Message,
  PackageRecord,
  Receipt,
  SendRequest,
  SendStatus,
  SignRecord,
  TemplateRecord,
} from './sms-records';
import { reviewStateOf } from './sms-review';
import { findSendRefusal } from './sms-rules';

export type SmsService = ReturnType<typeof createSmsService>;

/** The number of messages that the inbox keeps. */
const inboxSize = 1000;

type NewSign = Omit<SignRecord, 'signId' | 'approvedAt' | 'review'>;
type NewTemplate = Omit<TemplateRecord, 'templateId' | 'approvedAt' | 'review'>;

/** The API's code and message if the account has no messages left. */
const noPackage = [
  'FailedOperation.InsufficientBalanceInSmsPackage',
  'no package has messages left and has not expired',
] as const;

/** Short Message Service: applications, signatures, templates, and an inbox that receives all messages. */
export function createSmsService({ storage, now, transitionMs }: AccountContext) {
  let receipt: Receipt = 'delivered';
  const applications = storage.collection<ApplicationRecord>('sms-applications');
  const signs = storage.collection<SignRecord>('sms-signs');
  const templates = storage.collection<TemplateRecord>('sms-templates');
  const messages = storage.collection<Message>('sms-messages');
  const packages = storage.collection<PackageRecord>('sms-packages');
  const numbers = storage.collection<number>('sms-numbers');

  function nextNumber(): number {
    const next = (numbers.get('last') ?? 1_110_000) + 1;
    numbers.set('last', next);
    return next;
  }

  function getApplication(sdkAppId: string): ApplicationRecord {
    const application = applications.get(sdkAppId);
    if (application !== undefined) return application;
    const message = `The application ${sdkAppId} does not exist.`;
    throw new CloudError('InvalidParameterValue.SdkAppIdNotExist', message, 'SmsSdkAppId');
  }

  // platform: sms-missing-content-codes
  function getSign(signId: string): SignRecord {
    const record = signs.get(signId);
    if (record !== undefined) return record;
    throw new CloudError(
      'FailedOperation.MissingSignatureToModify',
      `The signature ${signId} does not exist.`,
      'SignId',
    );
  }

  function getTemplate(templateId: string): TemplateRecord {
    const record = templates.get(templateId);
    if (record !== undefined) return record;
    const message = `The template ${templateId} does not exist.`;
    throw new CloudError('FailedOperation.MissingTemplateToModify', message, 'TemplateId');
  }

  const reviewState = (record: SignRecord | TemplateRecord) => reviewStateOf(record, now());
  const isApproved = (record: SignRecord | TemplateRecord) => reviewState(record) === 'approved';

  /** Refuses a name that an approved signature has, or one in review. platform: sms-sign-names */
  function refuseUsedSign(name: string): void {
    const used = [...signs.values()].find((sign) => sign.name === name);
    if (used === undefined) return;
    const [code, state] = isApproved(used)
      ? ['InvalidParameterValue.SignAlreadyPassedCheck', 'is approved already']
      : ['InvalidParameterValue.SignExistAndUnapproved', 'is in review already'];
    throw new CloudError(code, `The signature ${name} ${state}.`, 'SignName');
  }

  function addPackage(record: PackageRecord): void {
    packages.set(String(record.packageId), record);
  }

  /** @returns the API's code and message, and the number of a message that was sent */
  function sendTo(
    request: SendRequest,
    phoneNumber: string,
    { dailyLimit }: ApplicationRecord,
  ): readonly [code: string, message: string, serialNo?: string] {
    const template = templates.get(request.templateId);
    const refusal = findSendRefusal({ request, phoneNumber, signs: [...signs.values()], template, now: now() });
    if (refusal !== undefined) return refusal;
    const message: Message = {
      to: phoneNumber,
      text: textOf(request, template?.content ?? ''),
      sentAt: new Date(now()).toISOString(),
      ...(receipt !== 'delivered' && { receipt }),
    };
    // platform: sms-balance-code, sms-package-mainland
    const usedPackage = isMainland(phoneNumber) ? findUsablePackage(packages.values(), now()) : undefined;
    if (isMainland(phoneNumber) && usedPackage === undefined) return noPackage;
    const exceeded = findExceededLimit({ message, sent: [...messages.values()], dailyLimit });
    if (exceeded !== undefined) return exceeded;
    const serialNo = newId('2640');
    messages.set(serialNo, message);
    if (usedPackage !== undefined) addPackage({ ...usedPackage, used: usedPackage.used + 1 });
    const [oldest] = messages.keys();
    if (messages.size > inboxSize && oldest !== undefined) messages.delete(oldest);
    return ['Ok', 'send success', serialNo];
  }

  return {
    /** @returns what people have decided about a signature or a template */
    reviewState,
    findSign: (signId: string) => signs.get(signId),
    findTemplate: (templateId: string) => templates.get(templateId),
    signs: () => [...signs.values()],
    templates: () => [...templates.values()],
    /** @returns the messages in the inbox, oldest first */
    messages: (): readonly Message[] => [...messages.values()],

    /** Adds an application. The API cannot create one, nor change its settings. */
    addApplication(sdkAppId: string, application: ApplicationRecord): void {
      applications.set(sdkAppId, application);
    },

    /** Adds a package of messages, or replaces the one with its ID. The API cannot buy one. */
    addPackage,
    findPackage: (packageId: number) => packages.get(String(packageId)),
    packagesOfPeriod(sdkAppId: string, period: Period): readonly PackageRecord[] {
      getApplication(sdkAppId);
      return packagesOfPeriod(packages.values(), period, now());
    },

    /** Adds a template that was approved before the account's start, unless `review` says otherwise. */
    addInitialTemplate(template: Omit<TemplateRecord, 'approvedAt'>): void {
      templates.set(template.templateId, { ...template, approvedAt: 0 });
    },

    /** Adds a signature that was approved before the account's start, or replaces it. @param review a decision other than approval */
    addInitialSign(name: string, review?: SignRecord['review']): void {
      const present = [...signs.values()].find((sign) => sign.name === name && sign.approvedAt === 0);
      const signId = present?.signId ?? String(nextNumber());
      const kind = { signType: 0, documentType: 1, international: 0, purpose: 0 };
      signs.set(signId, { signId, name, ...kind, approvedAt: 0, review });
    },

    createSign(wanted: NewSign, proof: Pick<SignProof, 'proofImage' | 'qualificationId'>): SignRecord {
      checkSign({ ...wanted, ...proof });
      refuseUsedSign(wanted.name);
      const record = { ...wanted, signId: String(nextNumber()), approvedAt: now() + transitionMs };
      signs.set(record.signId, record);
      return record;
    },

    /** Changes a signature that is in review. platform: sms-approved-content */
    changeSign(signId: string, wanted: NewSign, proof: Pick<SignProof, 'proofImage' | 'qualificationId'>): SignRecord {
      const present = getSign(signId);
      if (isApproved(present)) {
        const message = `The signature ${signId} is approved, and cannot be changed any more.`;
        throw new CloudError('InvalidParameterValue.SignAlreadyPassedCheck', message, 'SignId');
      }
      checkSign({ ...wanted, ...proof });
      const record = { ...present, ...wanted, approvedAt: now() + transitionMs };
      signs.set(signId, record);
      return record;
    },

    deleteSign(signId: string): void {
      getSign(signId);
      signs.delete(signId);
    },

    createTemplate(wanted: NewTemplate): TemplateRecord {
      checkTemplate(wanted);
      // platform: sms-sign-before-template
      if (wanted.international === 0 && ![...signs.values()].some((sign) => sign.international === 0)) {
        const message = 'A template for the Chinese mainland needs a signature first.';
        throw new CloudError('FailedOperation.MissingSignature', message);
      }
      const record = { ...wanted, templateId: String(nextNumber()), approvedAt: now() + transitionMs };
      templates.set(record.templateId, record);
      return record;
    },

    /** Changes a template that is in review. platform: sms-approved-content */
    changeTemplate(templateId: string, wanted: NewTemplate): TemplateRecord {
      const present = getTemplate(templateId);
      if (isApproved(present)) {
        const message = `The template ${templateId} is approved, and cannot be changed any more.`;
        throw new CloudError('FailedOperation.TemplateAlreadyPassedCheck', message, 'TemplateId');
      }
      checkTemplate(wanted);
      if (wanted.international !== present.international) {
        const message = 'A template for the Chinese mainland cannot become one for other countries, or the reverse.';
        throw new CloudError('InvalidParameterValue.InvalidInternational', message, 'International');
      }
      const record = { ...present, ...wanted, approvedAt: now() + transitionMs };
      templates.set(templateId, record);
      return record;
    },

    deleteTemplate(templateId: string): void {
      getTemplate(templateId);
      templates.delete(templateId);
    },

    send(request: SendRequest): readonly SendStatus[] {
      const application = getApplication(request.sdkAppId);
      if (request.phoneNumbers.length === 0) {
        throw new CloudError(
          'MissingParameter.EmptyPhoneNumberSet',
          'At least one number is required.',
          'PhoneNumberSet',
        );
      }
      if (request.phoneNumbers.length > 200) {
        throw new CloudError(
          'LimitExceeded.PhoneNumberCountLimit',
          `A call can have at most 200 numbers; found ${request.phoneNumbers.length}.`,
          'PhoneNumberSet',
        );
      }
      return request.phoneNumbers.map((phoneNumber) => {
        const [code, message, serialNo = ''] = sendTo(request, phoneNumber, application);
        return { phoneNumber, code, message, serialNo };
      });
    },

    /** Says what carriers report of the messages that are sent from now on. */
    playReceipts(played: Receipt): void {
      receipt = played;
    },

    /** Counts the messages of a period, and what carriers have reported of them. platform: sms-delivery-statistics */
    deliveryStatistics(request: StatisticsRequest) {
      getApplication(request.sdkAppId);
      const [from, until] = readStatisticsPeriod(request);
      const sent = [...messages.values()].filter(
        ({ sentAt }) => Date.parse(sentAt) >= from && Date.parse(sentAt) < until,
      );
      const reported = sent.filter((one) => one.receipt !== 'never' && Date.parse(one.sentAt) + transitionMs <= now());
      const failed = reported.filter((one) => one.receipt === 'failed').length;
      return { sent: sent.length, reported: reported.length, failed };
    },

    /** @returns the messages that carriers have reported, oldest first. platform: sms-delivery-status */
    deliveries(request: DeliveryRequest): readonly Delivery[] {
      getApplication(request.sdkAppId);
      checkDeliveryRequest(request, now());
      const { phoneNumber, beginTime, endTime = Number.POSITIVE_INFINITY, limit } = request;
      return [...messages]
        .filter(([, message]) => message.to === phoneNumber && message.receipt !== 'never')
        .map(([serialNo, { sentAt, receipt: reported }]) => ({
          serialNo,
          status: reported === 'failed' ? ('FAIL' as const) : ('SUCCESS' as const),
          reportedAt: Date.parse(sentAt) + transitionMs,
        }))
        .filter(({ reportedAt }) => reportedAt <= now() && isBetween(reportedAt, beginTime, endTime))
        .slice(0, limit);
    },
  };
}

/** Fills the template's parameters. A message without a signature has no brackets in front. platform: sms-sign-in-text */
function textOf({ signName, parameters }: SendRequest, content: string): string {
  const body = content.replace(/\{(\d+)\}/g, (_, position) => parameters[Number(position) - 1] ?? '');
  return signName === '' ? body : `【${signName}】${body}`;
}
