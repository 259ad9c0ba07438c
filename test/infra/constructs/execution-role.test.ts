import { describe, expect, it } from 'vitest';
import { environment, resourceOf, resourcesOf, synthesize } from '../../support/synthesize';

const attached = 'tencentcloud_cam_role_policy_attachment_by_name';

describe('The execution role', () => {
  it('can be assumed only by functions', () => {
    const { document } = resourceOf(synthesize(environment('dev')), 'tencentcloud_cam_role');
    expect(JSON.parse(String(document))).toEqual({
      version: '2.0',
      statement: [{ effect: 'allow', action: ['name/sts:AssumeRole'], principal: { service: ['scf.qcloud.com'] } }],
    });
  });

  it('allows the whole SMS API by the platform’s policy', () => {
    const stack = synthesize(environment('dev', { executionPolicy: 'QcloudSMSFullAccess' }));
    const policies = resourcesOf(stack, attached).filter(({ count }) => count === undefined);
    expect(policies.map(({ policy_name }) => policy_name)).toEqual(['QcloudSMSFullAccess']);
  });

  it('allows only SendSms by a custom policy', () => {
    const stack = synthesize(environment('dev', { executionPolicy: 'send-only' }));
    const [policy] = resourcesOf(stack, 'tencentcloud_cam_policy').filter(({ count }) => count === undefined);
    expect(JSON.parse(String(policy?.document)).statement).toEqual([
      { effect: 'allow', action: ['sms:SendSms'], resource: ['*'] },
    ]);
    const policies = resourcesOf(stack, attached).filter(({ count }) => count === undefined);
    expect(policies.map(({ policy_name }) => policy_name)).toEqual([policy?.name]);
  });

  it('allows verifying captchas if there is a captcha application', () => {
    const stack = synthesize(environment('dev'));
    const counted = [...resourcesOf(stack, 'tencentcloud_cam_policy'), ...resourcesOf(stack, attached)].filter(
      ({ count }) => count !== undefined,
    );
    expect(counted).toHaveLength(2);
    for (const { count } of counted) expect(count).toBe('${(length(var.captcha_appid) >= 1) ? 1 : 0}');
    expect(counted[0]?.document).toContain('"captcha:DescribeCaptchaResult"');
  });

  it('has its policies before the function is created', () => {
    const stack = synthesize(environment('dev'));
    const names = Object.keys(stack.resource[attached] ?? {}).map((name) => `${attached}.${name}`);
    expect(resourceOf(stack, 'tencentcloud_scf_function').depends_on).toEqual(expect.arrayContaining(names));
  });

  it('has a different name in each environment', () => {
    const names = ['demo', 'dev', 'staging', 'prod', 'pr-4', 'pr-42'].map(
      (name) => resourceOf(synthesize(environment(name)), 'tencentcloud_cam_role').name,
    );
    expect(new Set(names).size).toBe(names.length);
  });
});
