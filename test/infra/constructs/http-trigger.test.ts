import { describe, expect, it } from 'vitest';
import { environment, resourceOf, resourcesOf, synthesize } from '../../support/synthesize';

const functionName = expect.stringMatching(/^\$\{tencentcloud_scf_function\..*\.name\}$/);

describe('The Function URL', () => {
  const stack = synthesize(environment('dev', { trigger: 'function-url' }));
  const trigger = resourceOf(stack, 'tencentcloud_scf_trigger');

  it('is public, and sends API-Gateway-compatible events', () => {
    expect(trigger).toMatchObject({
      type: 'http',
      namespace: 'default',
      qualifier: '$DEFAULT',
      function_name: functionName,
    });
    expect(trigger).not.toHaveProperty('trigger_name');
    expect(trigger.trigger_desc).toBe(
      '{"ApiGwCompatible":true,"AuthType":"NONE","CorsConfig":{"Credentials":false,"Enable":false,"MaxAge":0},' +
        '"EnableSimpleMode":false,"NetConfig":{"EnableExtranet":true,"EnableIntranet":false}}',
    );
  });

  it('is the url output', () => {
    expect(stack.output.url?.value).toMatch(
      /^\$\{jsondecode\(tencentcloud_scf_trigger\.[\w-]+\.trigger_attribute\)\.NetConfig\.ExtranetUrl\}\/$/,
    );
    expect(resourcesOf(stack, 'tencentcloud_api_gateway_service')).toEqual([]);
  });
});

describe('The API Gateway', () => {
  const stack = synthesize(environment('pr-42', { trigger: 'api-gateway' }));

  it('is a public service, with a valid name', () => {
    const service = resourceOf(stack, 'tencentcloud_api_gateway_service');
    expect(service).toMatchObject({ net_type: ['OUTER'], protocol: 'http&https' });
    expect(service.service_name).toMatch(/^[a-zA-Z][a-zA-Z0-9_]{0,49}$/);
  });

  it('passes every request to the function, including CORS preflights', () => {
    expect(resourceOf(stack, 'tencentcloud_api_gateway_api')).toMatchObject({
      request_config_path: '/',
      request_config_method: 'ANY',
      enable_cors: false,
      service_config_type: 'SCF',
      service_config_scf_function_name: functionName,
      service_config_scf_function_namespace: 'default',
      service_config_scf_function_qualifier: '$DEFAULT',
      service_config_scf_function_type: 'EVENT',
      service_config_scf_is_integrated_response: true,
      service_config_timeout: 15,
    });
  });

  it('is released again whenever the API changes', () => {
    const [api = ''] = Object.keys(stack.resource.tencentcloud_api_gateway_api ?? {});
    expect(resourceOf(stack, 'tencentcloud_api_gateway_service_release')).toMatchObject({
      environment_name: 'release',
      lifecycle: { replace_triggered_by: [`tencentcloud_api_gateway_api.${api}`] },
    });
  });

  it('is the url output', () => {
    expect(stack.output.url?.value).toMatch(
      /^https:\/\/\$\{tencentcloud_api_gateway_service\.[\w-]+\.outer_sub_domain\}\/\$\{.*\.environment_name\}\/$/,
    );
    expect(resourcesOf(stack, 'tencentcloud_scf_trigger')).toEqual([]);
  });
});
