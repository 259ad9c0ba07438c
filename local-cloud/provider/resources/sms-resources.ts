import type { SmsService } from '../../account/sms';
import type { ResourceType, Values } from '../provider-definition';
import { number, text } from './attribute';

/**
 * `tencentcloud_sms_sign` and `tencentcloud_sms_template`. Their IDs are `<id of the API>#<international>`.
 *
 * platform: sms-sign-qualification. The provider has no attribute for the qualification of a signature.
 */
export function smsResources(sms: SmsService): Readonly<Record<string, ResourceType>> {
  const apiId = (values: Values) => text(values, 'id').split('#')[0] ?? '';
  const wantedSign = (planned: Values) => ({
    name: text(planned, 'sign_name'),
    signType: number(planned, 'sign_type'),
    documentType: number(planned, 'document_type'),
    international: number(planned, 'international'),
    purpose: number(planned, 'sign_purpose'),
  });
  const proof = (planned: Values) => ({ proofImage: text(planned, 'proof_image'), qualificationId: undefined });
  const wantedTemplate = (planned: Values) => ({
    name: text(planned, 'template_name'),
    content: text(planned, 'template_content'),
    smsType: number(planned, 'sms_type'),
    international: number(planned, 'international'),
  });

  return {
    tencentcloud_sms_sign: {
      attributes: { ProofImage: 'proof_image', DocumentType: 'document_type', SignType: 'sign_type' },
      async create(planned) {
        const { signId, international } = sms.createSign(wantedSign(planned), proof(planned));
        return { ...planned, id: `${signId}#${international}` };
      },
      async read(state) {
        const record = sms.findSign(apiId(state));
        return record && { ...state, sign_name: record.name, international: record.international };
      },
      async update(planned) {
        sms.changeSign(apiId(planned), wantedSign(planned), proof(planned));
        return planned;
      },
      async delete(state) {
        sms.deleteSign(apiId(state));
      },
    },

    tencentcloud_sms_template: {
      attributes: { TemplateContent: 'template_content', SmsType: 'sms_type' },
      async create(planned) {
        const { templateId, international } = sms.createTemplate(wantedTemplate(planned));
        return { ...planned, id: `${templateId}#${international}` };
      },
      async read(state) {
        const record = sms.findTemplate(apiId(state));
        if (record === undefined) return undefined;
        const { name, content, international } = record;
        return { ...state, template_name: name, template_content: content, international };
      },
      async update(planned) {
        sms.changeTemplate(apiId(planned), wantedTemplate(planned));
        return planned;
      },
      async delete(state) {
        sms.deleteTemplate(apiId(state));
      },
    },
  };
}
