import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_models';
import { z } from 'zod';
import type { SmsService } from '../../account/sms';
import type { SignRecord, TemplateRecord } from '../../account/sms-records';
import { type Action, action } from '../action';

const text = z.string();
const number = z.int();
const ids = z.array(number);

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
const status = { approved: 0, inReview: 1 } as const;

/** Signatures and templates of the service `sms`. */
export function smsContentActions(sms: SmsService): Readonly<Record<string, Action>> {
  const statusOf = (record: SignRecord | TemplateRecord) =>
    sms.isApproved(record) ? status.approved : status.inReview;
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
      parameters: { SignIdSet: ids, International: number },
      answer: ({ SignIdSet, International }) => ({
        DescribeSignListStatusSet: (SignIdSet ?? [])
          .flatMap((id) => sms.findSign(String(id)) ?? [])
          .filter(({ international }) => international === International)
          .map((sign) => signModel(sign, statusOf(sign))),
      }),
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
      parameters: { International: number, TemplateIdSet: ids.optional() },
      ignored: ['Limit', 'Offset'],
      answer: ({ International, TemplateIdSet }) => {
        const found = TemplateIdSet?.flatMap((id) => sms.findTemplate(String(id)) ?? []) ?? sms.templates();
        const list = found.filter(({ international }) => international === International);
        return { DescribeTemplateStatusSet: list.map((template) => templateModel(template, statusOf(template))) };
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
): Omit<SignRecord, 'signId' | 'approvedAt'> {
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

function signModel({ signId, name, international }: SignRecord, StatusCode: number): Models.DescribeSignListStatus {
  return {
    SignId: Number(signId),
    International: international,
    StatusCode,
    ReviewReply: '',
    SignName: name,
    CreateTime: 0,
  };
}

function templateModel(
  { templateId, name, content, international }: TemplateRecord,
  StatusCode: number,
): Models.DescribeTemplateListStatus {
  return {
    TemplateId: Number(templateId),
    International: international,
    StatusCode,
    ReviewReply: '',
    TemplateName: name,
    CreateTime: 0,
    TemplateContent: content,
  };
}
