import { describe, expect, it } from 'vitest';
import { environment, resourceOf, resourcesOf, type Synthesized, synthesize } from '../../support/synthesize';

describe('The SMS content', () => {
  const smsContent = { templateName: 'Codes' };
  const codeStore = 'memory';
  /** Names of the records of a template's content: other constructs have records, too. */
  const recordsOf = (stack: Synthesized) =>
    Object.keys(stack.resource.terraform_data ?? {}).filter((name) => name.startsWith('sms-content'));

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

  it('is a template for each of both if the messages go to the mainland and abroad', () => {
    const dev = environment('dev', {
      codeStore,
      smsContent: { ...smsContent, internationalTemplateName: 'Codes abroad' },
      smsDestinations: ['65'],
    });
    const both = { ...dev, function: { ...dev.function, variables: { ALLOWED_COUNTRY_CODES: '86,852,65,1' } } };
    const stack = synthesize(both);
    const templates = resourcesOf(stack, 'tencentcloud_sms_template');
    expect(new Map(templates.map(({ template_name, international }) => [template_name, international]))).toEqual(
      new Map([
        ['Codes', 0],
        ['Codes abroad', 1],
      ]),
    );
    const { environment: variables } = resourceOf(stack, 'tencentcloud_scf_function');
    const id = String.raw`element\(split\("#", tencentcloud_sms_template\.international-sms-content_[\w-]+\.id\), 0\)`;
    expect(variables).toMatch(
      new RegExp(
        `"SMS_DESTINATIONS" = jsonencode\\(merge\\(\\{"1" = \\{"templateId" = ${id}\\}, "852" = \\{"templateId" = ${id}\\}\\}, local\\.named-destinations\\)\\)`,
      ),
    );
  });

  it('is replaced when it changes, since an approved template cannot be changed', () => {
    const stack = synthesize(environment('dev', { codeStore, smsContent }));
    const { lifecycle } = resourceOf(stack, 'tencentcloud_sms_template');
    const [name = ''] = recordsOf(stack);
    expect(lifecycle).toEqual({ replace_triggered_by: [`terraform_data.${name}`] });
    expect(stack.resource.terraform_data?.[name]?.input).toMatchObject({ templateName: 'Codes', smsType: 3 });
  });

  it('is not created otherwise', () => {
    const stack = synthesize(environment('dev', { codeStore }));
    expect(resourcesOf(stack, 'tencentcloud_sms_template')).toEqual([]);
    expect(recordsOf(stack)).toEqual([]);
  });
});
