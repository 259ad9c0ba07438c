import { describe, expect, it } from 'vitest';
import { environment, resourceOf, resourcesOf, synthesize } from '../../support/synthesize';

const domain = { name: 'sms.example.com', certificateId: 'a1B2c3D4' };
const name = expect.stringMatching(/^terraform_data\.domain_name_\w+\.id$/);

describe('A domain on a Function URL', () => {
  const stack = synthesize(environment('dev', { trigger: 'function-url', domain }));
  const bound = resourceOf(stack, 'tencentcloud_scf_custom_domain');

  it('passes every path to the function, over HTTPS only', () => {
    expect(bound).toMatchObject({
      domain: 'sms.example.com',
      protocol: 'HTTPS',
      cert_config: { certificate_id: 'a1B2c3D4' },
      endpoints_config: [{ namespace: 'default', qualifier: '$DEFAULT', path_match: '/*' }],
    });
  });

  it('is unbound before its trigger is deleted, and bound again after it is created', () => {
    const [trigger] = Object.keys(stack.resource.tencentcloud_scf_trigger ?? {});
    expect(bound).toMatchObject({
      depends_on: expect.arrayContaining([`tencentcloud_scf_trigger.${trigger}`]),
      lifecycle: { replace_triggered_by: [name, `tencentcloud_scf_trigger.${trigger}.id`] },
    });
  });

  it('is the address, and needs a record that names the account and the region', () => {
    expect(stack.output.url?.value).toBe('https://sms.example.com/');
    expect(stack.output.domain_record?.value).toMatch(
      /^sms\.example\.com CNAME \$\{data\.tencentcloud_user_info\.\w+\.app_id\}\.ap-guangzhou\.tencentscf\.com$/,
    );
  });
});

describe('A domain on API Gateway', () => {
  const stack = synthesize(environment('dev', { trigger: 'api-gateway', domain }));

  it('has the same address, without the stage in its path', () => {
    expect(stack.output.url?.value).toBe('https://sms.example.com/');
    expect(resourceOf(stack, 'tencentcloud_api_gateway_custom_domain')).toMatchObject({
      sub_domain: 'sms.example.com',
      certificate_id: 'a1B2c3D4',
      protocol: 'https',
      net_type: 'OUTER',
      is_default_mapping: false,
      path_mappings: [
        expect.stringMatching(/^\/#\$\{tencentcloud_api_gateway_service_release\.[\w-]+\.environment_name\}$/),
      ],
      lifecycle: { replace_triggered_by: [name] },
    });
  });

  it('needs a record that names the service', () => {
    expect(stack.output.domain_record?.value).toMatch(
      /^sms\.example\.com CNAME \$\{tencentcloud_api_gateway_service\.[\w-]+\.outer_sub_domain\}$/,
    );
  });
});

it('Without a domain, there is neither a record nor a resource of one', () => {
  const stack = synthesize(environment('dev'));
  expect(stack.output).not.toHaveProperty('domain_record');
  expect(resourcesOf(stack, 'tencentcloud_scf_custom_domain')).toEqual([]);
});

it('Another name replaces the domain', () => {
  const named = (text: string) => synthesize(environment('dev', { domain: { ...domain, name: text } }));
  const recordOf = (text: string) =>
    resourcesOf(named(text), 'terraform_data').filter(({ triggers_replace: it }) => (it as { name?: string })?.name);
  expect(recordOf('sms.example.com')).toEqual([{ triggers_replace: { name: 'sms.example.com' } }]);
  expect(recordOf('codes.example.com')).toEqual([{ triggers_replace: { name: 'codes.example.com' } }]);
});
