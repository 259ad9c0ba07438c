import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cam } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam';
import { sts } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { scfRole } from '../../local-cloud/account/account';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../local-cloud/local-cloud';
import { sdkConfig } from './api/sdk-client';

describe('A local cloud', () => {
  describe('has an account ID', () => {
    /** Starts a local cloud, stops it, and returns the account ID that the API told, and the one in the ARN of a role. */
    async function accountIds(options?: LocalCloudOptions): Promise<readonly [caller: string, role: string]> {
      const cloud = await startLocalCloud(options);
      try {
        return await askAccountIds(cloud);
      } finally {
        await cloud.stop();
      }
    }

    async function askAccountIds({ url, account }: LocalCloud): Promise<readonly [caller: string, role: string]> {
      const config = sdkConfig(url, account.credentials.owner);
      const { AccountId = '' } = await new sts.v20180813.Client(config).GetCallerIdentity();
      const { RoleInfo: role } = await new cam.v20190116.Client(config).GetRole({ RoleName: scfRole });
      return [AccountId, /^qcs::cam::uin\/(\d+):roleName\/SCF_QcsRole$/.exec(role?.RoleArn ?? '')?.[1] ?? ''];
    }

    it('of its own, which the ARNs of its roles have, too', async () => {
      const [first, second] = [await accountIds(), await accountIds()];
      expect(first[0]).toMatch(/^100\d{9}$/);
      expect(first[1]).toBe(first[0]);
      expect(second[1]).toBe(second[0]);
      expect(second[0]).not.toBe(first[0]);
    });

    it('that it keeps with its state; one that an earlier version kept has the ID in the ARNs of that time', async () => {
      const stateFolder = await mkdtemp(join(tmpdir(), 'cloud-'));
      onTestFinished(() => rm(stateFolder, { recursive: true }));
      const ids = await accountIds({ stateFolder });
      expect(await accountIds({ stateFolder })).toEqual(ids);
      const file = join(stateFolder, 'account.json');
      const { owner: _, ...earlier } = JSON.parse(await readFile(file, 'utf8'));
      await writeFile(file, JSON.stringify(earlier));
      expect(await accountIds({ stateFolder })).toEqual(['1300000000', '1300000000']);
    });
  });

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
