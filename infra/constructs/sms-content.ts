import { SmsTemplate } from '@cdktf/provider-tencentcloud/lib/sms-template';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { bodyTemplate } from '../../function/sms/message-text';
import type { SmsDestination } from '../settings/sms-countries';
import { resourceAddress } from '../terraform/resource-address';
import { StateRecord } from './state-record';

export interface SmsContentProps {
  readonly templateName: string;
  /** Where the messages go that use the template. */
  readonly destination: Exclude<SmsDestination, 'both'>;
}

/** `SmsType` of templates for verification codes. platform: sms-template-types */
const codeTemplate = 3;

/**
 * Body template, step 1.2 of the document. Tencent Cloud reviews it, usually within two hours, before it works. platform: sms-review
 *
 * The signature of step 1.1 is made in the console: for the mainland it needs a qualification, which the provider cannot name, and
 * abroad messages need none. platform: sms-sign-qualification
 */
export class SmsContent extends Construct {
  readonly templateId: string;

  constructor(scope: Construct, id: string, { templateName, destination }: SmsContentProps) {
    super(scope, id);
    const content = {
      templateName,
      templateContent: bodyTemplate,
      smsType: codeTemplate,
      international: destination === 'abroad' ? 1 : 0,
    };
    // The provider changes a template in place, which the API refuses once it is approved. platform: sms-approved-content
    const replacement = new StateRecord(this, 'template-content', { input: content });
    const template = new SmsTemplate(this, 'template', {
      ...content,
      remark: 'Verification codes',
      lifecycle: { replaceTriggeredBy: [resourceAddress(replacement)] },
    });
    // The provider's ID is the API's ID with the suffix `#0` or `#1`. platform: sms-ids
    this.templateId = Fn.element(Fn.split('#', template.id), 0);
  }
}
