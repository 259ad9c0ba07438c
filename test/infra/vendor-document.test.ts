import { describe, expect, it } from 'vitest';
import { documentSmsContent } from '../../infra/settings/published-presets';
import { environment, resourceOf, resourcesOf, synthesize } from '../support/synthesize';

/** Compares the demo with the tables of the vendor's document, step by step. */
describe('The demo has the values of the document:', () => {
  const stack = synthesize(environment('demo', { smsContent: documentSmsContent }));

  // The provider cannot make it: the API wants a qualification, for which the provider has no attribute, and no longer takes a
  // signature of the document's type (app), nor its certificate. platform: sms-sign-qualification, sms-sign-types
  it('step 1.1, the signature, which is made in the console and named by a variable', () => {
    expect(resourcesOf(stack, 'tencentcloud_sms_sign')).toEqual([]);
    expect(stack.variable.sms_sign).toMatchObject({ type: 'string', nullable: false });
  });

  it('step 1.2, the body template', () => {
    expect(resourceOf(stack, 'tencentcloud_sms_template')).toMatchObject({
      template_name: 'Verification code SMS',
      // The document's regular SMS, whose types became notices and codes in 2024. platform: sms-template-types
      sms_type: 3,
      international: 0,
      template_content:
        'Your signup verification code is {1}. Please enter it within {2} minutes. ' +
        'If the signup was not initiated by you, please ignore this message.',
    });
  });

  it('step 3, the VPC and the subnet', () => {
    expect(stack.provider.tencentcloud).toEqual([{ region: 'ap-guangzhou' }]);
    expect(resourceOf(stack, 'tencentcloud_vpc')).toMatchObject({ name: 'Demo VPC', cidr_block: '10.0.0.0/16' });
    expect(resourceOf(stack, 'tencentcloud_subnet')).toMatchObject({
      name: 'Demo subnet',
      cidr_block: '10.0.0.0/16',
      availability_zone: 'ap-guangzhou-3',
    });
  });

  it('step 4, the Redis instance', () => {
    expect(resourcesOf(stack, 'tencentcloud_redis_instance')).toHaveLength(1);
    expect(resourceOf(stack, 'tencentcloud_redis_instance')).toMatchObject({
      charge_type: 'POSTPAID', // Pay-as-you-go
      availability_zone: 'ap-guangzhou-3',
      type_id: 6, // Redis 4.0, standard architecture
      vpc_id: expect.stringContaining('tencentcloud_vpc'),
      subnet_id: expect.stringContaining('tencentcloud_subnet'),
      name: 'Demo database',
    });
  });

  it('step 5, the function, on a supported version of Node.js', () => {
    expect(resourceOf(stack, 'tencentcloud_scf_function')).toMatchObject({ name: 'Demo', runtime: 'Nodejs24.11' });
  });

  it('step 6, public network access', () => {
    expect(resourceOf(stack, 'tencentcloud_scf_function').enable_public_net).toBe(true);
  });

  it('step 7.2, the environment variables', () => {
    const { environment: variables } = resourceOf(synthesize(environment('demo')), 'tencentcloud_scf_function');
    expect(variables).toMatch(/"REDIS_HOST" = tencentcloud_redis_instance\.[\w-]+\.ip,/);
    expect(variables).toMatch(/"REDIS_PASSWORD" = random_password\.[\w-]+\.result,/);
    expect(variables).toContain('"SMS_TEMPLATE_ID" = var.sms_template_id,');
    expect(variables).toContain('"SMS_SIGN" = var.sms_sign,');
    expect(variables).toContain('"SMS_SDKAPPID" = var.sms_sdkappid,');
  });

  it('step 7.2, the signature and the ID of the template of step 1', () => {
    const { environment: variables } = resourceOf(stack, 'tencentcloud_scf_function');
    expect(variables).toContain('"SMS_SIGN" = var.sms_sign,');
    expect(variables).toMatch(/"SMS_TEMPLATE_ID" = element\(split\("#", tencentcloud_sms_template\.[\w-]+\.id\), 0\),/);
  });

  it('step 7.3, the same VPC as the Redis instance', () => {
    const { vpc_id, subnet_id } = resourceOf(stack, 'tencentcloud_redis_instance');
    expect(resourceOf(stack, 'tencentcloud_scf_function')).toMatchObject({ vpc_id, subnet_id });
  });

  it('step 7.4, the execution role with QcloudSMSFullAccess', () => {
    const role = expect.stringMatching(/^\$\{tencentcloud_cam_role\.[\w-]+\.name\}$/);
    expect(resourceOf(stack, 'tencentcloud_scf_function').role).toEqual(role);
    expect(resourcesOf(stack, 'tencentcloud_cam_role_policy_attachment_by_name')).toContainEqual(
      expect.objectContaining({ role_name: role, policy_name: 'QcloudSMSFullAccess' }),
    );
  });

  it('step 7.6, a trigger, whose address is an output', () => {
    expect(resourcesOf(stack, 'tencentcloud_scf_trigger')).toHaveLength(1);
    expect(stack.output.url?.value).toContain('tencentcloud_scf_trigger');
  });
});
