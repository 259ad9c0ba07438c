import { sts } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLocalCloud } from '../../local-cloud/local-cloud';
import { sdkConfig } from './api/sdk-client';

describe('A local cloud', () => {
  it('has keys of its own at each start, which no other local cloud accepts', async () => {
    const clouds = await Promise.all([startLocalCloud(), startLocalCloud()]);
    onTestFinished(async () => void (await Promise.all(clouds.map((cloud) => cloud.stop()))));
    const [first, second] = clouds.map(({ env }) => ({
      secretId: env.TENCENTCLOUD_SECRET_ID ?? '',
      secretKey: env.TENCENTCLOUD_SECRET_KEY ?? '',
    }));
    expect(first?.secretId).toMatch(/^AKID[\da-f]{32}$/);
    expect(first?.secretKey).toMatch(/^[\da-f]{32}$/);
    const identify = (credential = { secretId: '', secretKey: '' }) =>
      new sts.v20180813.Client(sdkConfig(clouds[0].url, credential)).GetCallerIdentity();
    expect(await identify(first)).toMatchObject({ Type: 'RootUser' });
    await expect(identify(second)).rejects.toMatchObject({ code: 'AuthFailure.SecretIdNotFound' });
  });

  it.each(['registry.terraform.io', 'registry.opentofu.org'])(
    'names its providers with the addresses that they have at %s',
    async (host) => {
      const cloud = await startLocalCloud();
      onTestFinished(() => cloud.stop());
      const addresses = ({ TF_REATTACH_PROVIDERS = '{}' }: Readonly<Record<string, string>>) =>
        Object.keys(JSON.parse(TF_REATTACH_PROVIDERS)).filter((address) => address.startsWith(`${host}/`));
      expect(addresses(cloud.env)).toEqual([
        `${host}/tencentcloudstack/tencentcloud`,
        `${host}/hashicorp/random`,
        `${host}/hashicorp/tls`,
      ]);
      expect(addresses(cloud.registryEnv)).toEqual([`${host}/hashicorp/random`, `${host}/hashicorp/tls`]);
    },
  );
});
