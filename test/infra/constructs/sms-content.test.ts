import { describe, expect, it } from 'vitest';
import { environment, resourceOf, resourcesOf, synthesize } from '../../support/synthesize';

describe('The SMS content', () => {
  it('is created if it is configured, with the image from a variable', () => {
    const smsContent = {
      signName: 'Example',
      signType: 'company',
      certificate: 'business-licence',
      templateName: 'Codes',
    } as const;
    const stack = synthesize(environment('dev', { smsContent }));
    expect(resourceOf(stack, 'tencentcloud_sms_sign')).toMatchObject({
      sign_name: 'Example',
      sign_type: 0,
      document_type: 1,
      proof_image: '${var.sms_proof_image}',
    });
    expect(resourceOf(stack, 'tencentcloud_sms_template').template_name).toBe('Codes');
    expect(Object.keys(stack.variable)).not.toContain('sms_sign');
    expect(Object.keys(stack.variable)).not.toContain('sms_template_id');
  });

  it('is not created otherwise', () => {
    const stack = synthesize(environment('dev'));
    expect(resourcesOf(stack, 'tencentcloud_sms_sign')).toEqual([]);
    expect(resourcesOf(stack, 'tencentcloud_sms_template')).toEqual([]);
    expect(stack.variable).not.toHaveProperty('sms_proof_image');
  });
});
