import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_models';
import { z } from 'zod';
import type { SmsService } from '../../account/sms';
import type { SignRecord, TemplateRecord } from '../../account/sms-records';
import { type Action, action } from '../action';
import { pageOf } from '../page';

const text = z.string();
const number = z.int();
const ids = z.array(number);
/** The page of a list; the API uses it only if a call names no IDs. */
const listPage = { Limit: number.min(1).max(100).optional(), Offset: number.min(0).optional() };

/** Parameters that `AddSmsSign` and `ModifySmsSign` share. */
const signParameters = {
  SignName: text,
  SignType: number,
  DocumentType: number,
  International: number,
  SignPurpose: number,
  ProofImage: text,
  QualificationId: number.optional(),
};
const signIgnored = ['CommissionImage', 'Remark'] as const;

/** Parameters that `AddSmsTemplate` and `ModifySmsTemplate` share. */
const templateParameters = {
  TemplateName: text,
  TemplateContent: text,
  SmsType: number,
  International: number,
  Remark: text,
};

/** `StatusCode` of signatures and templates. platform: sms-review-status */
const status = { approved: 0, 'in review': 1, refused: -1 } as const;

/** What the reviewers say about a refused signature or template. */
const refusal = 'The content does not comply with the rules.';

const ofKind = <T extends { readonly international: number }>(records: readonly T[], kind: number) =>
  records.filter(({ international }) => international === kind);

/** Signatures and templates of the service `sms`. */
export function smsContentActions(sms: SmsService): Readonly<Record<string, Action>> {
  const reviewOf = (record: SignRecord | TemplateRecord) => {
    const state = sms.reviewState(record);
    return { StatusCode: status[state], ReviewReply: state === 'refused' ? refusal : '', CreateTime: 0 };
  };
  return {
    AddSmsSign: action<Models.AddSmsSignRequest, Models.AddSmsSignResponse>({
      parameters: signParameters,
      ignored: signIgnored,
      answer: (wanted) => {
        const record = sms.createSign(readSign(wanted), readProof(wanted));
        return { AddSignStatus: { SignId: Number(record.signId) } };
      },
    }),

    ModifySmsSign: action<Models.ModifySmsSignRequest, Models.ModifySmsSignResponse>({
      parameters: {
        SignId: number,
        ...signParameters,
      },
      ignored: signIgnored,
      answer: (wanted) => {
        sms.changeSign(String(wanted.SignId), readSign(wanted), readProof(wanted));
        return { ModifySignStatus: { SignId: wanted.SignId, SignApplyId: '' } };
      },
    }),

    DescribeSmsSignList: action<Models.DescribeSmsSignListRequest, Models.DescribeSmsSignListResponse>({
      parameters: { International: number, SignIdSet: ids.optional(), ...listPage },
      answer: ({ SignIdSet = [], International, ...page }) => {
        const wanted = SignIdSet.flatMap((id) => sms.findSign(String(id)) ?? []);
        const found = ofKind(SignIdSet.length > 0 ? wanted : sms.signs(), International);
        const list = SignIdSet.length > 0 ? found : pageOf(found, { Limit: 10, ...page });
        return { DescribeSignListStatusSet: list.map((sign) => ({ ...signModel(sign), ...reviewOf(sign) })) };
      },
    }),

    DeleteSmsSign: action<Models.DeleteSmsSignRequest, Models.DeleteSmsSignResponse>({
      parameters: { SignId: number },
      answer: ({ SignId }) => {
        sms.deleteSign(String(SignId));
        return { DeleteSignStatus: { DeleteStatus: 'return successfully!', DeleteTime: 0 } };
      },
    }),

    AddSmsTemplate: action<Models.AddSmsTemplateRequest, Models.AddSmsTemplateResponse>({
      parameters: templateParameters,
      answer: (wanted) => ({ AddTemplateStatus: { TemplateId: sms.createTemplate(readTemplate(wanted)).templateId } }),
    }),

    ModifySmsTemplate: action<Models.ModifySmsTemplateRequest, Models.ModifySmsTemplateResponse>({
      parameters: { TemplateId: number, ...templateParameters },
      answer: (wanted) => {
        sms.changeTemplate(String(wanted.TemplateId), readTemplate(wanted));
        return { ModifyTemplateStatus: { TemplateId: wanted.TemplateId } };
      },
    }),

    DescribeSmsTemplateList: action<Models.DescribeSmsTemplateListRequest, Models.DescribeSmsTemplateListResponse>({
      parameters: { International: number, TemplateIdSet: ids.optional(), ...listPage },
      answer: ({ International, TemplateIdSet = [], ...page }) => {
        const wanted = TemplateIdSet.flatMap((id) => sms.findTemplate(String(id)) ?? []);
        const found = ofKind(TemplateIdSet.length > 0 ? wanted : sms.templates(), International);
        const list = TemplateIdSet.length > 0 ? found : pageOf(found, { Limit: 10, ...page });
        return { DescribeTemplateStatusSet: list.map((one) => ({ ...templateModel(one), ...reviewOf(one) })) };
      },
    }),

    DeleteSmsTemplate: action<Models.DeleteSmsTemplateRequest, Models.DeleteSmsTemplateResponse>({
      parameters: { TemplateId: number },
      answer: ({ TemplateId }) => {
        sms.deleteTemplate(String(TemplateId));
        return { DeleteTemplateStatus: { DeleteStatus: 'return successfully!', DeleteTime: 0 } };
      },
    }),
  };
}

function readSign(
  wanted: Models.AddSmsSignRequest | Models.ModifySmsSignRequest,
): Omit<SignRecord, 'signId' | 'approvedAt' | 'review'> {
  return {
    name: wanted.SignName,
    signType: wanted.SignType,
    documentType: wanted.DocumentType,
    international: wanted.International,
    purpose: wanted.SignPurpose,
  };
}

function readProof({ ProofImage, QualificationId }: Models.AddSmsSignRequest | Models.ModifySmsSignRequest) {
  return { proofImage: ProofImage, qualificationId: QualificationId };
}

function readTemplate(wanted: Models.AddSmsTemplateRequest | Models.ModifySmsTemplateRequest) {
  const { TemplateName, TemplateContent, SmsType, International } = wanted;
  return { name: TemplateName, content: TemplateContent, smsType: SmsType, international: International };
}

function signModel({ signId, name, international }: SignRecord): Models.DescribeSignListStatus {
  return {
    SignId: Number(signId),
    International: international,
    SignName: name,
  };
}

function templateModel({
  templateId,
  name,
  content,
  international,
}: TemplateRecord): Models.DescribeTemplateListStatus {
  return {
    TemplateId: Number(templateId),
    International: international,
    TemplateName: name,
    TemplateContent: content,
  };
}
