import { beforeAll, describe, expect, it } from 'vitest';
import { apiGatewayResources } from '../../../local-cloud/provider/resources/api-gateway-resources';
import { gatewayDomainResources, scfDomainResources } from '../../../local-cloud/provider/resources/domain-resources';
import { scfResources } from '../../../local-cloud/provider/resources/scf-resources';
import { smsResources } from '../../../local-cloud/provider/resources/sms-resources';
import { newFunction, newGatewayApi, startTrialAccount, type TrialAccount } from '../trial-account';

let trial: TrialAccount;
beforeAll(() => {
  trial = startTrialAccount();
  return () => trial.stop();
});

/** Reads what the state holds, like the registry's provider. platform: missing-resource-reads */
const read = (type: string, state: Record<string, unknown>) => {
  const { sms, scf, gateway, scfDomains, gatewayDomains } = trial.account;
  const types = {
    ...smsResources(sms),
    ...scfResources(
      scf,
      () => 'ap-guangzhou',
      () => undefined,
    ),
    ...apiGatewayResources(gateway),
    ...scfDomainResources(scfDomains, () => 'ap-guangzhou'),
    ...gatewayDomainResources(gatewayDomains, () => 'ap-guangzhou'),
  };
  return types[type]?.read(state);
};

describe('Of a resource that was removed by somebody else, the provider', () => {
  it('fails to read a template', async () => {
    await expect(read('tencentcloud_sms_template', { id: '4711#0' })).rejects.toThrow(
      'resource `template` 4711 does not exist',
    );
  });

  // platform: domain-missing-fails
  it('fails to read a domain of SCF, and finds out that one of API Gateway is gone', async () => {
    await expect(read('tencentcloud_scf_custom_domain', { id: 'sms.example.com' })).rejects.toMatchObject({
      code: 'FailedOperation.Domain.UnExist',
    });
    const id = 'service-1a2b3c4d#sms.example.com';
    expect(await read('tencentcloud_api_gateway_custom_domain', { id })).toBeUndefined();
  });

  it('keeps a reservation of concurrency in the state, and fails when its function is gone', async () => {
    const { scf } = trial.account;
    const state = { id: 'default#Demo', namespace: 'default', function_name: 'Demo', reserved_concurrency_mem: 256 };
    scf.create(newFunction());
    expect(await read('tencentcloud_scf_reserved_concurrency_config', state)).toEqual(state);
    scf.reserve('default', 'Demo', 512);
    expect(await read('tencentcloud_scf_reserved_concurrency_config', state)).toMatchObject({
      reserved_concurrency_mem: 512,
    });
    scf.delete('default', 'Demo');
    await expect(read('tencentcloud_scf_reserved_concurrency_config', state)).rejects.toMatchObject({
      code: 'ResourceNotFound.Function',
    });
  });

  it('keeps a release in the state while another version is released', async () => {
    const { gateway, scf } = trial.account;
    scf.create(newFunction({ name: 'behind' }));
    const netTypes = ['OUTER'];
    const service = { name: 'sms', description: '', protocol: 'https', netTypes, tags: {} };
    const { serviceId } = await gateway.createService(service);
    gateway.createApi(newGatewayApi({ serviceId, name: 'sms', functionName: 'behind' }));
    gateway.release(serviceId, 'release', 'another');
    const state = { id: `${serviceId}#release#20260101000000`, release_desc: 'mine' };
    expect(await read('tencentcloud_api_gateway_service_release', state)).toEqual(state);
    gateway.unrelease(serviceId, 'release');
    expect(await read('tencentcloud_api_gateway_service_release', state)).toBeUndefined();
  });
});
