import { redis as redisSdk } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis';
import { describe, expect, it } from 'vitest';
import { sdkConfig } from '../../local-cloud/api/sdk-client';
import { startTestCloud } from '../../support/deployed-environment';
import { environment } from '../../support/synthesize';
import { describeWithProviders } from './live-environment';

const dev = environment('dev');
const faults = ['sold-out=ap-guangzhou-3'];

// platform: redis-sold-out
describeWithProviders('A zone in which Redis is sold out', (_, options) => {
  it('is named by the deployment, which goes on in another zone', async () => {
    const { cloud, zipFile, prepare, stop } = await startTestCloud({ ...options, faults });
    try {
      const deployment = await prepare();
      deployment.synthesize(dev, zipFile);
      await expect(deployment.apply()).rejects.toThrow('all redis in this zone `ap-guangzhou-3` be sold out');
      deployment.synthesize({ ...dev, network: { ...dev.network, zone: 'ap-guangzhou-4' } }, zipFile);
      await deployment.apply();
      expect((await deployment.plan()).printed).toContain('No changes.');
      expect(cloud.account.redis.instances()).toMatchObject([{ zone: 'ap-guangzhou-4' }]);
    } finally {
      await stop();
    }
  });
});

describe('The API of Redis', () => {
  it('refuses an instance in a zone that is sold out, and tells which zones are', async () => {
    const { cloud, stop } = await startTestCloud({ faults });
    try {
      const { account, url } = cloud;
      const client = new redisSdk.v20180412.Client(sdkConfig(url, account.credentials.owner));
      const network = { region: 'ap-guangzhou', name: 'a', cidrBlock: '10.0.0.0/16', tags: {} };
      const { vpcId: VpcId } = account.vpc.createVpc(network);
      const place = { ZoneName: 'ap-guangzhou-3', VpcId, SubnetId: '', InstanceName: 'codes' };
      const size = { TypeId: 6, MemSize: 1024, GoodsNum: 1, Period: 1, BillingMode: 0, Password: 'secret-1234' };
      await expect(client.CreateInstances({ ...size, ...place })).rejects.toMatchObject({
        code: 'ResourceUnavailable.SaleOut',
      });
      const { RegionSet = [] } = await client.DescribeProductInfo();
      const zones = RegionSet.flatMap(({ ZoneSet = [] }) => ZoneSet);
      expect(zones.filter(({ IsSaleout }) => IsSaleout).map(({ ZoneName }) => ZoneName)).toEqual(['ap-guangzhou-3']);
    } finally {
      await stop();
    }
  });
});
