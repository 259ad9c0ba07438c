import { type AccountContext, newId } from './account-context';
import { CloudError } from './cloud-error';

export interface SignRecord {
  readonly signId: string;
  readonly name: string;
  readonly signType: number;
  readonly documentType: number;
  readonly international: number;
  readonly purpose: number;
  /** Milliseconds since 1970 from which it may be used. */
  readonly approvedAt: number;
}

export interface TemplateRecord {
  readonly templateId: string;
  readonly name: string;
  readonly content: string;
  readonly smsType: number;
  readonly international: number;
  readonly approvedAt: number;
}

/** A message that has arrived. */
export interface Message {
  readonly to: string;
  readonly text: string;
  /** ISO 8601. */
  readonly sentAt: string;
}

export interface SendRequest {
  readonly sdkAppId: string;
  readonly signName: string;
  readonly templateId: string;
  readonly parameters: readonly string[];
  readonly phoneNumbers: readonly string[];
}

/** What became of the message to one number: `Ok`, or why not. */
export interface SendStatus {
  readonly phoneNumber: string;
  readonly code: string;
  readonly message: string;
  readonly serialNo: string;
}

export type SmsService = ReturnType<typeof createSmsService>;

const intervalMs = 30_000;
const dailyLimit = 10;
/** Messages that the inbox keeps. */
const inboxSize = 1000;

/** An SMS application with signatures and templates; what is sent arrives in an inbox. */
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
    throw new CloudError('FailedOperation.TemplateIdNotExist', `There is no ${what} ${id}.`);
  }

  function refusal(request: SendRequest, phoneNumber: string): readonly [code: string, message: string] | undefined {
    const { signName, templateId, parameters } = request;
    const isApproved = ({ approvedAt }: { readonly approvedAt: number }) => approvedAt <= now();
    if (![...signs.values()].some((sign) => sign.name === signName && isApproved(sign))) {
      return ['FailedOperation.SignatureIncorrectOrUnapproved', `no approved signature ${signName}`];
    }
    const template = templates.get(templateId);
    if (template === undefined) {
      return ['FailedOperation.TemplateUnapprovedOrNotExist', `no template ${templateId}`];
    }
    if (!isApproved(template)) return ['FailedOperation.TemplateIncorrectOrUnapproved', 'the template is in review'];
    const wanted = placeholders(template.content);
    if (parameters.length !== wanted) {
      const message = `the template has ${wanted} parameters, ${parameters.length} were given`;
      return ['FailedOperation.TemplateParamSetNotMatchApprovedTemplate', message];
    }
    if (parameters.some((parameter) => parameter.length > 12)) {
      return ['InvalidParameterValue.TemplateParameterLengthLimit', 'a parameter has more than 12 characters'];
    }
    if (!/^\+861\d{10}$/.test(phoneNumber) && !/^\+(?!86)[1-9]\d{6,14}$/.test(phoneNumber)) {
      return ['InvalidParameterValue.IncorrectPhoneNumber', 'the number is not of the form +8618566246600'];
    }
    const times = [...messages.values()].filter(({ to }) => to === phoneNumber).map(({ sentAt }) => Date.parse(sentAt));
    if (times.some((time) => now() - time < intervalMs)) {
      return ['LimitExceeded.PhoneNumberThirtySecondLimit', 'one message in 30 seconds'];
    }
    if (times.filter((time) => beijingDay(time) === beijingDay(now())).length >= dailyLimit) {
      return ['LimitExceeded.PhoneNumberDailyLimit', `${dailyLimit} messages in a day`];
    }
    return undefined;
  }

  function deliver({ signName, templateId, parameters }: SendRequest, to: string): void {
    const body = get(templates, templateId, 'template').content.replace(/\{(\d+)\}/g, (_, position) => {
      return parameters[Number(position) - 1] ?? '';
    });
    const message = { to, text: `【${signName}】${body}`, sentAt: new Date(now()).toISOString() };
    messages.set(newId('message'), message);
    const [oldest] = messages.keys();
    if (messages.size > inboxSize && oldest !== undefined) messages.delete(oldest);
  }

  return {
    sign: (signId: string) => get(signs, signId, 'signature'),
    findSign: (signId: string) => signs.get(signId),
    template: (templateId: string) => get(templates, templateId, 'template'),
    findTemplate: (templateId: string) => templates.get(templateId),
    signs: () => [...signs.values()],
    templates: () => [...templates.values()],
    /** The newest message last. */
    messages: (): readonly Message[] => [...messages.values()],

    /** Adds an application; there is no API for that. */
    addApplication(sdkAppId: string, name: string): void {
      applications.set(sdkAppId, { name });
    },

    /** Adds a template that is approved already; there is no API for that. */
    addTemplate(templateId: string, name: string, content: string): void {
      templates.set(templateId, { templateId, name, content, smsType: 0, international: 0, approvedAt: 0 });
    },

    /** Adds a signature that is approved already; there is no API for that. */
    addApprovedSign(name: string): void {
      const signId = String(nextNumber());
      signs.set(signId, { signId, name, signType: 0, documentType: 1, international: 0, purpose: 0, approvedAt: 0 });
    },

    createSign(wanted: Omit<SignRecord, 'signId' | 'approvedAt'>, proofImage: string): SignRecord {
      if (!isBase64(proofImage)) {
        throw new CloudError('InvalidParameterValue.ImageInvalid', 'The picture is not base64.', 'ProofImage');
      }
      if (![0, 1, 2, 3, 4, 5, 6, 7, 8].includes(wanted.documentType)) {
        const message = `There is no certificate of type ${wanted.documentType}.`;
        throw new CloudError('InvalidParameterValue.InvalidDocumentType', message, 'DocumentType');
      }
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
        const message = `There is no application ${request.sdkAppId}.`;
        throw new CloudError('InvalidParameterValue.SdkAppIdNotExist', message, 'SmsSdkAppId');
      }
      if (request.phoneNumbers.length === 0) {
        throw new CloudError('MissingParameter.EmptyPhoneNumberSet', 'No number was given.', 'PhoneNumberSet');
      }
      if (request.phoneNumbers.length > 200) {
        throw new CloudError(
          'LimitExceeded.PhoneNumberCountLimit',
          'A call has 200 numbers at most.',
          'PhoneNumberSet',
        );
      }
      return request.phoneNumbers.map((phoneNumber) => {
        const [code, message] = refusal(request, phoneNumber) ?? ['Ok', 'send success'];
        if (code === 'Ok') deliver(request, phoneNumber);
        return { phoneNumber, code, message, serialNo: code === 'Ok' ? newId('2640') : '' };
      });
    },
  };
}

/** How many parameters a template takes. */
function placeholders(content: string): number {
  return new Set(content.match(/\{\d+\}/g)).size;
}

function checkTemplate(content: string): void {
  const wanted = Array.from({ length: placeholders(content) }, (_, position) => `{${position + 1}}`);
  const missing = wanted.find((placeholder) => !content.includes(placeholder));
  if (content.length > 0 && content.length <= 500 && missing === undefined) return;
  const message = 'A template has 1 to 500 characters, with parameters {1}, {2} … in a row.';
  throw new CloudError('InvalidParameterValue.InvalidTemplateFormat', message, 'TemplateContent');
}

const isBase64 = (text: string) => text.length >= 4 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);

const beijingDay = (time: number) => Math.floor((time + 8 * 3_600_000) / 86_400_000);
