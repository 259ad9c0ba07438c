import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../../local-cloud/local-cloud';
import { sdkConfig } from '../api/sdk-client';

describe('The quota of a region', () => {
  let cloud: LocalCloud;

  beforeEach(async () => {
    cloud = await startLocalCloud();
  });
  afterEach(() => cloud.stop());

  const client = (region: string) => {
    const config = sdkConfig(cloud.url, cloud.account.credentials.owner);
    return new Client({ ...config, region });
  };
  const limitExceeded = expect.objectContaining({ code: 'LimitExceeded' });

  it('is 20 VPCs, also for other programs that ask', async () => {
    const guangzhou = client('ap-guangzhou');
    const create = (api: Client) => api.CreateVpc({ VpcName: 'a', CidrBlock: '10.0.0.0/16' });
    const { VpcLimitSet } = await guangzhou.DescribeVpcLimits({ LimitTypes: ['appid-max-vpcs'] });
    expect(VpcLimitSet).toEqual([{ LimitType: 'appid-max-vpcs', LimitValue: 20 }]);
    for (let number = 0; number < 20; number += 1) await create(guangzhou);
    await expect(create(guangzhou)).rejects.toEqual(limitExceeded);
    const { Vpc } = await create(client('ap-nanjing'));
    expect(Vpc?.VpcId).toMatch(/^vpc-/);
    const [first] = cloud.account.vpc.vpcs();
    await guangzhou.DeleteVpc({ VpcId: first?.vpcId ?? '' });
    expect((await create(guangzhou)).Vpc?.VpcId).toMatch(/^vpc-/);
  });

  it('is 50 security groups', async () => {
    const create = (region: string) => client(region).CreateSecurityGroup({ GroupName: 'a', GroupDescription: '' });
    for (let number = 0; number < 50; number += 1) await create('ap-guangzhou');
    await expect(create('ap-guangzhou')).rejects.toEqual(limitExceeded);
    expect((await create('ap-nanjing')).SecurityGroup?.SecurityGroupId).toMatch(/^sg-/);
  });
});
