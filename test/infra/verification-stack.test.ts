import { describe, expect, it } from 'vitest';
import tencentcloud from '../../infra/provider-tencentcloud/schema.json';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import { documentSmsContent } from '../../infra/settings/published-presets';
import { environment, resourcesOf, type Synthesized, synthesize } from '../support/synthesize';
import { schemaProblems } from './schema-check';

const demo = environment('demo');

/** Every environment, and every alternative setting. */
const environments: Readonly<Record<string, EnvironmentSettings>> = {
  demo,
  dev: environment('dev'),
  staging: environment('staging'),
  prod: environment('prod'),
  'a preview': environment('pr-42'),
  'API Gateway': { ...demo, trigger: 'api-gateway' },
  'memory as the store': { ...demo, codeStore: 'memory' },
  'a template': { ...demo, smsContent: documentSmsContent },
  monitoring: { ...demo, monitoring: { retentionDays: 7 } },
  webhooks: { ...demo, monitoring: { retentionDays: 7, webhooks: ['wecom', 'http'] } },
  'a limit of instances': { ...demo, function: { ...demo.function, reservedInstances: 9 } },
};

const { resource_schemas } = tencentcloud.provider_schemas['registry.terraform.io/tencentcloudstack/tencentcloud'];
const taggable = Object.entries(resource_schemas).flatMap(([type, { block }]) =>
  'tags' in block.attributes ? [type] : [],
);

describe.each(Object.entries(environments))('The stack of %s', (_, settings) => {
  const stack: Synthesized = synthesize(settings);
  const resources = Object.values(stack.resource).flatMap((byName) => Object.values(byName));

  it('conforms to the providers’ schemas', () => {
    expect(resources.length).toBeGreaterThan(9);
    expect(schemaProblems(stack)).toEqual([]);
  });

  it('has tags on every taggable resource', () => {
    const tagged = taggable.flatMap((type) => resourcesOf(stack, type));
    expect(tagged.length).toBeGreaterThan(4);
    for (const { tags } of tagged) {
      expect(tags).toEqual({ application: 'sms-verification', environment: settings.name, 'managed-by': 'cdktf' });
    }
  });

  it('outputs its address, the names of its parts, and commands to try it', () => {
    const names = ['url', 'function_name', 'role_name', 'curl_get_sms', 'curl_login', 'session_issuer', 'jwks_url'];
    const redis = settings.codeStore === 'memory' ? [] : ['redis_address'];
    expect(Object.keys(stack.output).sort()).toEqual([...names, ...redis].sort());
    const url = stack.output.url?.value;
    expect(stack.output.curl_get_sms?.value).toBe(`curl '${url}?method=getSms&phone=8618566246600'`);
    expect(stack.output.curl_login?.value).toBe(
      `curl '${url}?method=login&phone=8618566246600&code=123456&handle=HANDLE'`,
    );
    expect(stack.output.jwks_url?.value).toBe(`${url}?method=jwks`);
    expect(stack.output.session_issuer?.value).toBe(`sms-verification-${settings.name}`);
  });

  it('has variables for the values that belong to the account', () => {
    const sms = ['sms_sign', ...(settings.smsContent ? [] : ['sms_template_id'])];
    const webhooks = settings.monitoring?.webhooks?.map((kind) => `alarm_webhook_${kind}`) ?? [];
    const alarms = settings.monitoring ? ['alarm_receiver_uids', ...webhooks] : [];
    expect(Object.keys(stack.variable).sort()).toEqual(
      ['sms_sdkappid', 'captcha_appid', 'captcha_secret', 'test_numbers', ...sms, ...alarms].sort(),
    );
    for (const { description, validation, sensitive } of Object.values(stack.variable)) {
      expect(description).toMatch(/\.$/);
      // A secret is checked where Terraform does not print it. platform: validation-shows-value
      expect(validation ?? []).toHaveLength(sensitive ? 0 : 1);
    }
    expect(stack.variable.captcha_secret).toMatchObject({ sensitive: true, default: '' });
    expect(stack.variable.captcha_appid).toMatchObject({ default: '' });
    expect(stack.variable.test_numbers).toMatchObject({ sensitive: true, default: [], nullable: false });
  });

  it('contains no secret', () => {
    const { resource, provider, variable, output, terraform } = stack;
    const texts = JSON.stringify({ resource, provider, variable, output, terraform });
    const secret = /"(?:[a-z_]*password|[a-z_]*secret|secret_id|secret_key|proof_image)":"(?!\$\{)[^"]+"/;
    expect(secret.exec(texts)).toBeNull();
    for (const [, value] of texts.matchAll(/\\"\w*(?:PASSWORD|SECRET)\w*\\" = ([^,}]+)/g)) {
      expect(value).toMatch(/^(random_password\.[\w-]+\.result|var\.captcha_secret)$/);
    }
    expect(texts).not.toMatch(/AKID|-----BEGIN/);
  });

  it('is the same in every synthesis', () => {
    expect(synthesize(settings)).toEqual(stack);
  });
});

describe('The names in an account', () => {
  it('are different in every environment', () => {
    const names = (environment: EnvironmentSettings) => {
      const stack = synthesize(environment);
      return [
        'tencentcloud_cam_role',
        'tencentcloud_cam_policy',
        'tencentcloud_scf_function',
        'tencentcloud_redis_instance',
        'tencentcloud_api_gateway_service',
        'tencentcloud_cls_logset',
        'tencentcloud_cls_alarm',
      ].flatMap((type) =>
        resourcesOf(stack, type).map(({ name, service_name, logset_name }) =>
          [type, name ?? service_name ?? logset_name].join(),
        ),
      );
    };
    const all = ['demo', 'dev', 'staging', 'prod', 'pr-4', 'pr-42', 'pr-4-2'].flatMap((name) =>
      names({ ...environment(name), trigger: 'api-gateway', monitoring: { retentionDays: 1 } }),
    );
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  });
});
