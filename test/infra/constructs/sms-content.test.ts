import { describe, expect, it } from 'vitest';
import { environment, resourceOf, resourcesOf, synthesize } from '../../support/synthesize';

describe('The SMS content', () => {
  const smsContent = { templateName: 'Codes' };
  /** Without Redis, which has a resource of the type terraform_data too. */
  const codeStore = 'memory';

  it('is a template for codes if it is configured; the signature comes from a variable', () => {
    const stack = synthesize(environment('dev', { codeStore, smsContent }));
    expect(resourceOf(stack, 'tencentcloud_sms_template')).toMatchObject({
      template_name: 'Codes',
      sms_type: 3,
      international: 0,
    });
    expect(Object.keys(stack.variable)).toContain('sms_sign');
    expect(Object.keys(stack.variable)).not.toContain('sms_template_id');
  });

  it('is an international template if the messages go abroad', () => {
    const dev = environment('dev', { codeStore, smsContent });
    const abroad = { ...dev, function: { ...dev.function, variables: { ALLOWED_COUNTRY_CODES: '852,65' } } };
    expect(resourceOf(synthesize(abroad), 'tencentcloud_sms_template').international).toBe(1);
  });

  it('is replaced when it changes, since an approved template cannot be changed', () => {
    const stack = synthesize(environment('dev', { codeStore, smsContent }));
    const { lifecycle } = resourceOf(stack, 'tencentcloud_sms_template');
    const [name] = Object.keys(stack.resource.terraform_data ?? {});
    expect(lifecycle).toEqual({ replace_triggered_by: [`terraform_data.${name}`] });
    expect(resourceOf(stack, 'terraform_data').input).toMatchObject({ templateName: 'Codes', smsType: 3 });
  });

  it('is not created otherwise', () => {
    const stack = synthesize(environment('dev', { codeStore }));
    expect(resourcesOf(stack, 'tencentcloud_sms_template')).toEqual([]);
    expect(resourcesOf(stack, 'terraform_data')).toEqual([]);
  });
});
