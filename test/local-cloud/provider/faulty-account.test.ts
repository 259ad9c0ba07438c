import { describe, expect, it, onTestFinished } from 'vitest';
import { readFaults } from '../../../local-cloud/account/faults';
import { createApiServices } from '../../../local-cloud/api/account-api';
import { creationActions } from '../../../local-cloud/provider/creation-actions';
import { createTencentcloudProvider } from '../../../local-cloud/provider/tencentcloud-provider';
import { startTrialAccount } from '../trial-account';

function startProvider(...faults: string[]) {
  const { account, stop } = startTrialAccount({ faults: readFaults(faults) });
  onTestFinished(stop);
  return { account, provider: createTencentcloudProvider(account, () => undefined) };
}

describe('The local cloud’s provider of an account with faults', () => {
  const vpc = { name: 'a', cidr_block: '10.0.0.0/16' };
  const createVpc = ({ provider }: ReturnType<typeof startProvider>) =>
    provider.resources.tencentcloud_vpc?.create(vpc, new AbortController().signal);

  it.each(['keys-disabled', 'keys-expired'])('is not configured with the fault %s', async (fault) => {
    const { provider } = startProvider(fault);
    expect(await provider.configure({})).toMatchObject([{ summary: expect.stringContaining('disabled, or have exp') }]);
  });

  it('creates nothing for which the right is missing', async () => {
    const started = startProvider('right-missing=vpc:CreateVpc');
    expect(await started.provider.configure({})).toEqual([]);
    await expect(createVpc(started)).rejects.toMatchObject({
      code: 'AuthFailure.UnauthorizedOperation',
      message: expect.stringContaining('(vpc:CreateVpc)'),
    });
    expect(started.account.vpc.vpcs()).toEqual([]);
  });

  it('creates nothing of a service that is down', async () => {
    await expect(createVpc(startProvider('service-down=vpc'))).rejects.toMatchObject({ code: 'InternalError' });
    const started = startProvider('service-down=redis');
    await createVpc(started);
    expect(started.account.vpc.vpcs()).toHaveLength(1);
  });

  it('knows the action that creates each type of resource', () => {
    const { account, provider } = startProvider();
    expect(Object.keys(provider.resources).sort()).toEqual(Object.keys(creationActions).sort());
    const services = createApiServices(account);
    const unknown = Object.values(creationActions).filter(
      ({ service, action }) => services[service]?.actions[action] === undefined,
    );
    expect(unknown).toEqual([]);
  });
});
