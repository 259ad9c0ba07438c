import { SmsSign } from '@cdktf/provider-tencentcloud/lib/sms-sign';
import { SmsTemplate } from '@cdktf/provider-tencentcloud/lib/sms-template';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { bodyTemplate } from '../../function/sms/message-text';
import type { SmsContentSettings } from '../settings/environment-schema';
import { certificateTypes, signTypes } from '../settings/sms-content-kinds';

export interface SmsContentProps {
  readonly settings: SmsContentSettings;
  /** Image of the certificate, in base64. */
  readonly proofImage: string;
}

/**
 * Signature and body template, step 1 of the document. Tencent Cloud reviews both, usually within two hours, before they work.
 * platform: sms-review
 */
export class SmsContent extends Construct {
  readonly sign: string;
  readonly templateId: string;

  constructor(scope: Construct, id: string, { settings, proofImage }: SmsContentProps) {
    super(scope, id);
    const sign = new SmsSign(this, 'sign', {
      signName: settings.signName,
      signType: signTypes[settings.signType],
      documentType: certificateTypes[settings.certificate],
      // For Chinese Mainland SMS, and for the account's own use.
      international: 0,
      signPurpose: 0,
      proofImage,
    });
    const template = new SmsTemplate(this, 'template', {
      templateName: settings.templateName,
      templateContent: bodyTemplate,
      // Regular messages, not marketing.
      smsType: 0,
      international: 0,
      remark: 'Verification codes',
    });
    this.sign = sign.signName;
    // The provider's ID is the API's ID with the suffix `#0`. platform: sms-ids
    this.templateId = Fn.element(Fn.split('#', template.id), 0);
  }
}
