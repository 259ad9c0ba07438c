import { type AccountContext, newId } from './account-context';
import { CloudError } from './cloud-error';
import type { Message, SendRequest, SendStatus, SignRecord, TemplateRecord } from './sms-records';
import { checkSignProof, checkTemplate, findSendRefusal } from './sms-rules';

export type SmsService = ReturnType<typeof createSmsService>;

/** The number of messages that the inbox keeps. */
const inboxSize = 1000;

/** Short Message Service: applications, signatures, templates, and an inbox that receives all messages. */
export function createSmsService({ storage, now, transitionMs }: AccountContext) {
  const applications = storage.collection<{ readonly name: string }>('sms-applications');
  const signs = storage.collection<SignRecord>('sms-signs');
  const templates = storage.collection<TemplateRecord>('sms-templates');
  const messages = storage.collection<Message>('sms-messages');
  const numbers = storage.collection<number>('sms-numbers');

  function nextNumber(): number {
    const next = (numbers.get('last') ?? 1_110_000) + 1;
    numbers.set('last', next);
    return next;
  }

  function get<T>(records: Map<string, T>, id: string, what: string): T {
    const record = records.get(id);
    if (record !== undefined) return record;
    throw new CloudError('FailedOperation.TemplateIdNotExist', `The ${what} ${id} does not exist.`);
  }

  function findRefusal(request: SendRequest, phoneNumber: string) {
    const sent = [...messages.values()].filter(({ to }) => to === phoneNumber);
    return findSendRefusal({
      request,
      phoneNumber,
      signs: [...signs.values()],
      template: templates.get(request.templateId),
      sentTimes: sent.map(({ sentAt }) => Date.parse(sentAt)),
      now: now(),
    });
  }

  function deliver({ signName, templateId, parameters }: SendRequest, to: string): void {
    const body = get(templates, templateId, 'template').content.replace(/\{(\d+)\}/g, (_, position) => {
      return parameters[Number(position) - 1] ?? '';
    });
    // platform: sms-sign-in-text
    const message = { to, text: `【${signName}】${body}`, sentAt: new Date(now()).toISOString() };
    messages.set(newId('message'), message);
    const [oldest] = messages.keys();
    if (messages.size > inboxSize && oldest !== undefined) messages.delete(oldest);
  }

  return {
    findSign: (signId: string) => signs.get(signId),
    findTemplate: (templateId: string) => templates.get(templateId),
    signs: () => [...signs.values()],
    templates: () => [...templates.values()],
    /** @returns the messages in the inbox, oldest first */
    messages: (): readonly Message[] => [...messages.values()],

    /** Adds an application. The API cannot create one. */
    addApplication(sdkAppId: string, name: string): void {
      applications.set(sdkAppId, { name });
    },

    /** Adds an approved template. The API can only create one that is in review. */
    addTemplate(templateId: string, name: string, content: string): void {
      templates.set(templateId, { templateId, name, content, smsType: 0, international: 0, approvedAt: 0 });
    },

    /** Adds an approved signature. The API can only create one that is in review. */
    addApprovedSign(name: string): void {
      const signId = String(nextNumber());
      signs.set(signId, { signId, name, signType: 0, documentType: 1, international: 0, purpose: 0, approvedAt: 0 });
    },

    createSign(wanted: Omit<SignRecord, 'signId' | 'approvedAt'>, proofImage: string): SignRecord {
      checkSignProof(wanted.documentType, proofImage);
      const record = { ...wanted, signId: String(nextNumber()), approvedAt: now() + transitionMs };
      signs.set(record.signId, record);
      return record;
    },

    changeSign(signId: string, changes: Partial<Omit<SignRecord, 'signId'>>): SignRecord {
      const record = { ...get(signs, signId, 'signature'), ...changes, approvedAt: now() + transitionMs };
      signs.set(signId, record);
      return record;
    },

    deleteSign(signId: string): void {
      get(signs, signId, 'signature');
      signs.delete(signId);
    },

    createTemplate(wanted: Omit<TemplateRecord, 'templateId' | 'approvedAt'>): TemplateRecord {
      checkTemplate(wanted.content);
      const record = { ...wanted, templateId: String(nextNumber()), approvedAt: now() + transitionMs };
      templates.set(record.templateId, record);
      return record;
    },

    changeTemplate(templateId: string, changes: Partial<Omit<TemplateRecord, 'templateId'>>): TemplateRecord {
      if (changes.content !== undefined) checkTemplate(changes.content);
      const record = { ...get(templates, templateId, 'template'), ...changes, approvedAt: now() + transitionMs };
      templates.set(templateId, record);
      return record;
    },

    deleteTemplate(templateId: string): void {
      get(templates, templateId, 'template');
      templates.delete(templateId);
    },

    send(request: SendRequest): readonly SendStatus[] {
      if (!applications.has(request.sdkAppId)) {
        const message = `The application ${request.sdkAppId} does not exist.`;
        throw new CloudError('InvalidParameterValue.SdkAppIdNotExist', message, 'SmsSdkAppId');
      }
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
        const [code, message] = findRefusal(request, phoneNumber) ?? ['Ok', 'send success'];
        if (code === 'Ok') deliver(request, phoneNumber);
        return { phoneNumber, code, message, serialNo: code === 'Ok' ? newId('2640') : '' };
      });
    },
  };
}
