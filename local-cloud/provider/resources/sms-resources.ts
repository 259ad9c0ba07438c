import type { SmsService } from '../../account/sms';
import type { ResourceType, Values } from '../provider-definition';
import { number, text } from './attribute';

/** `tencentcloud_sms_template`. Its ID is `<id of the API>#<international>`. platform: sms-ids */
export function smsResources(sms: SmsService): Readonly<Record<string, ResourceType>> {
  const apiId = (values: Values) => text(values, 'id').split('#')[0] ?? '';
  const wantedTemplate = (planned: Values) => ({
    name: text(planned, 'template_name'),
    content: text(planned, 'template_content'),
    smsType: number(planned, 'sms_type'),
    international: number(planned, 'international'),
  });

  return {
    tencentcloud_sms_template: {
      attributes: { TemplateContent: 'template_content', SmsType: 'sms_type', International: 'international' },
      async create(planned) {
        const { templateId, international } = sms.createTemplate(wantedTemplate(planned));
        return { ...planned, id: `${templateId}#${international}` };
      },
      async read(state) {
        const record = sms.findTemplate(apiId(state));
        // The real provider fails, too. platform: missing-resource-reads
        if (record === undefined) throw new Error(`resource \`template\` ${apiId(state)} does not exist`);
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
