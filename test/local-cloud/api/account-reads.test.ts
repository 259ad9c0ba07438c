import type { Credential } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { cam } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam';
import { redis } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis';
import { scf } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf';
import { sms } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms';
import { sts } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts';
import { vpc } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc';
import { beforeEach, describe, expect, it } from 'vitest';
import { initialAccount } from '../../../local-cloud/account/initial-account';
import { makeNetwork, newFunction, type TrialAccount, trusting } from '../trial-account';
import { startTrialApi, type TrialApi } from './trial-api';

describe('Before a deployment, the API tells', () => {
  let trial: TrialAccount;
  let config: TrialApi['config'];

  beforeEach(async () => {
    const api = await startTrialApi();
    ({ trial, config } = api);
    return api.stop;
  });

  describe('about Redis', () => {
    const wanted = { TypeId: 6, MemSize: 1024, GoodsNum: 1, Period: 1, BillingMode: 0, ZoneName: 'ap-guangzhou-3' };
    const price = (changes: object) =>
      new redis.v20180412.Client(config()).InquiryPriceCreateInstance({ ...wanted, ...changes });

    // platform: redis-price
    it('the price of an hour, which grows with the size', async () => {
      const one = await price({});
      expect(one).toMatchObject({ Price: 23, OriginalPrice: 23, Currency: 'CNY', AmountUnit: 'pent' });
      expect(one.HighPrecisionPrice).toBeCloseTo(23.335);
      expect(await price({ MemSize: 4096, GoodsNum: 3, ZoneName: undefined, ZoneId: 100003 })).toMatchObject({
        Price: 280,
      });
      const cluster = { TypeId: 18, MemSize: 4096, RedisShardNum: 3, RedisReplicasNum: 2 };
      expect((await price(cluster)).Price).toBeGreaterThan(12 * 23);
    });

    it.each([
      ['an unknown zone', { ZoneName: 'ap-guangzhou-9' }, 'ResourceUnavailable.NoRedisService'],
      ['no zone', { ZoneName: undefined }, 'ResourceUnavailable.NoRedisService'],
      ['a size that is not on sale', { MemSize: 1000 }, 'LimitExceeded.InvalidMemSize'],
      ['shards of a standard instance', { RedisShardNum: 3 }, 'InvalidParameterValue.SpecNotExist'],
      ['an unknown edition', { TypeId: 99 }, 'ResourceUnavailable.NoTypeIdRedisService'],
    ])('no price for %s', async (_, changes, code) => {
      await expect(price(changes)).rejects.toMatchObject({ code });
    });

    // platform: redis-product-info
    it('the sizes of each edition, in GB', async () => {
      const { RegionSet = [] } = await new redis.v20180412.Client(config()).DescribeProductInfo();
      const zones = RegionSet.find(({ RegionId }) => RegionId === 'ap-guangzhou')?.ZoneSet ?? [];
      const products = zones.find(({ ZoneName }) => ZoneName === 'ap-guangzhou-3')?.ProductSet ?? [];
      expect(products.map(({ Type }) => Type)).toEqual([6, 8, 15, 17, 7, 9, 16, 18]);
      const of = (type: number) => products.find(({ Type }) => Type === type);
      const common = { PayMode: '0', Saleout: false, ReplicaNum: ['1', '2', '3', '4', '5'] };
      expect(of(6)).toMatchObject({ ...common, ShardNum: ['1'] });
      expect(of(6)?.TotalSize).toEqual(Array.from({ length: 64 }, (_, index) => String(index + 1)));
      expect(of(6)?.ShardSize).toEqual(of(6)?.TotalSize);
      expect(of(18)).toMatchObject({ ...common, ShardNum: expect.arrayContaining(['1', '3', '128']) });
      expect(of(18)?.ShardSize).toContain('64');
      expect(of(18)?.TotalSize).toContain('8192');
    });
  });

  describe('about quotas', () => {
    // platform: scf-account
    it('the functions and the reserved memory of a region', async () => {
      const { scf: functions } = trial.account;
      functions.create(newFunction({ name: 'Demo' }));
      functions.create(newFunction({ name: 'Other', namespace: 'other' }));
      functions.create(newFunction({ name: 'Elsewhere', region: 'ap-shanghai' }));
      functions.reserve('default', 'Demo', 1280);
      expect(await new scf.v20180416.Client(config()).GetAccount()).toMatchObject({
        AccountUsage: {
          NamespacesCount: 2,
          Namespace: [
            { Namespace: 'default', FunctionsCount: 1, Functions: ['Demo'] },
            { Namespace: 'other', FunctionsCount: 1, Functions: ['Other'] },
          ],
          TotalConcurrencyMem: 128_000,
          TotalAllocatedConcurrencyMem: 1280,
          UserConcurrencyMemLimit: 128_000,
        },
        AccountLimit: {
          NamespacesCount: 5,
          Namespace: [
            { Namespace: 'default', FunctionsCount: 50 },
            { Namespace: 'other', FunctionsCount: 50 },
          ],
        },
      });
    });

    // platform: network-quotas
    it('the VPCs and security groups that the region has, and can have', async () => {
      const client = new vpc.v20170312.Client(config());
      makeNetwork(trial.account);
      trial.account.vpc.createVpc({ region: 'ap-shanghai', name: 'far', cidrBlock: '10.0.0.0/16', tags: {} });
      trial.account.securityGroups.create({ region: 'ap-shanghai', name: 'far', description: '', tags: {} });
      expect((await client.DescribeVpcs({})).TotalCount).toBe(1);
      expect((await client.DescribeSecurityGroups({})).TotalCount).toBe(0);
      const { VpcLimitSet } = await client.DescribeVpcLimits({ LimitTypes: ['appid-max-vpcs'] });
      expect(VpcLimitSet).toEqual([{ LimitType: 'appid-max-vpcs', LimitValue: 20 }]);
      const { SecurityGroupLimitSet } = await client.DescribeSecurityGroupLimits();
      expect(SecurityGroupLimitSet).toMatchObject({ SecurityGroupLimit: 50 });
    });
  });

  describe('whose keys are used', () => {
    const identity = (credential?: Credential) => new sts.v20180813.Client(config(credential)).GetCallerIdentity();

    // platform: sts-owner-type
    it('if they are the owner’s', async () => {
      const uin = String(trial.account.ownerUin);
      expect(await identity()).toMatchObject({
        Arn: `qcs::cam:${uin}:uin/${uin}`,
        AccountId: uin,
        UserId: uin,
        PrincipalId: uin,
        Type: 'RootUser',
      });
    });

    // platform: sts-caller-identity
    it('if they are those of a user or a role', async () => {
      const { cam: roles, credentials } = trial.account;
      const userUin = String(initialAccount.user.uin);
      expect(await identity(credentials.createUserKeys(initialAccount.user.name))).toMatchObject({
        Arn: `qcs::cam:${trial.account.ownerUin}:uin/${userUin}`,
        AccountId: String(trial.account.ownerUin),
        UserId: userUin,
        PrincipalId: userUin,
        Type: 'CAMUser',
      });
      const role = { name: 'deployer', document: trusting('scf.qcloud.com'), description: '', tags: {} };
      const { roleId } = roles.createRole(role);
      const { Credentials: keys } = await new sts.v20180813.Client(config()).AssumeRole({
        RoleArn: `qcs::cam::uin/${trial.account.ownerUin}:roleName/deployer`,
        RoleSessionName: 'ci',
      });
      const assumed = {
        secretId: keys?.TmpSecretId ?? '',
        secretKey: keys?.TmpSecretKey ?? '',
        token: keys?.Token ?? '',
      };
      expect(await identity(assumed)).toMatchObject({
        Arn: `qcs::sts:${trial.account.ownerUin}:assumed-role/${roleId}`,
        AccountId: String(trial.account.ownerUin),
        UserId: `${roleId}:ci`,
        PrincipalId: String(trial.account.ownerUin),
        Type: 'CAMRole',
      });
    });

    // platform: policy-administrator
    it('what a user may do, and lets the user do nothing else', async () => {
      const { cam: policies, credentials } = trial.account;
      const { name, uin: TargetUin } = initialAccount.user;
      const keys = credentials.createUserKeys(name);
      const list = async () =>
        new cam.v20190116.Client(config()).ListAttachedUserAllPolicies({ TargetUin, Rp: 20, Page: 1, AttachType: 0 });
      expect(await list()).toMatchObject({ TotalNum: 0, PolicyList: [] });
      const asUser = new vpc.v20170312.Client(config(keys));
      await expect(asUser.DescribeVpcs({})).rejects.toMatchObject({
        code: 'AuthFailure.UnauthorizedOperation',
        message: expect.stringContaining(`(vpc:DescribeVpcs): no policy of the user ${name}`),
      });

      const statement = [{ effect: 'allow', action: ['vpc:*'], resource: ['*'] }];
      const document = JSON.stringify({ version: '2.0', statement });
      const { policyId } = policies.createPolicy({ name: 'networks', document, description: 'all of it', tags: {} });
      policies.attachToUser(name, 'networks');
      expect((await list()).PolicyList).toMatchObject([
        { PolicyId: policyId, PolicyName: 'networks', Description: 'all of it', StrategyType: '1', Groups: [] },
      ]);
      expect((await asUser.DescribeVpcs({})).TotalCount).toBe(0);
      await expect(asUser.DescribeSecurityGroups({})).rejects.toMatchObject({
        code: 'AuthFailure.UnauthorizedOperation',
      });
      policies.attachToUser(name, 'AdministratorAccess');
      expect((await asUser.DescribeSecurityGroups({})).TotalCount).toBe(0);
      policies.deletePolicy(policyId);
      expect((await list()).PolicyList).toMatchObject([{ PolicyName: 'AdministratorAccess', StrategyType: '2' }]);
    });

    it('that an unknown user has no policies', async () => {
      const client = new cam.v20190116.Client(config());
      const wanted = { TargetUin: 1, Rp: 20, Page: 1, AttachType: 0 };
      await expect(client.ListAttachedUserAllPolicies(wanted)).rejects.toMatchObject({
        code: 'ResourceNotFound.UserNotExist',
      });
    });
  });

  describe('about SMS', () => {
    const client = () => new sms.v20210111.Client(config());

    // platform: sms-packages
    it('how many messages are left, and until when', async () => {
      const hour = (ageMs: number) => {
        const time = new Date(trial.clock.now - ageMs + 8 * 3_600_000).toISOString();
        return time.slice(0, 13).replace(/\D/g, '');
      };
      const list = async (BeginTime: string, EndTime: string) => {
        const wanted = { SmsSdkAppId: initialAccount.sdkAppId, Limit: 500, Offset: 0, BeginTime, EndTime };
        return (await client().SmsPackagesStatistics(wanted)).SmsPackagesStatisticsSet ?? [];
      };
      const yearMs = 365 * 86_400_000;
      const [bought, ...rest] = await list(hour(yearMs), hour(0));
      expect(rest).toEqual([]);
      expect(bought).toMatchObject({ PackageAmount: 1_000_000, CurrentUsage: 0 });
      expect(bought?.PackageExpiredTime).toBeGreaterThan(trial.clock.now / 1000 + 86_400);
      expect(await list('2020010100', '2020020100')).toEqual([]);
      await expect(list('2020', hour(0))).rejects.toMatchObject({ code: 'InvalidParameterValue.BeginTimeVerifyFail' });
      for (const end of ['2020010100', hour(-86_400_000)]) {
        await expect(list('2020010100', end)).rejects.toMatchObject({
          code: 'InvalidParameterValue.EndTimeVerifyFail',
        });
      }
    });

    // platform: sms-review-status
    it('which signatures and templates can be used', async () => {
      const signs = await client().DescribeSmsSignList({ International: 0, Limit: 100, Offset: 0 });
      const [sign, ...others] = signs.DescribeSignListStatusSet ?? [];
      expect(others).toEqual([]);
      expect(sign).toMatchObject({ SignName: initialAccount.sign, StatusCode: 0, International: 0, ReviewReply: '' });
      expect((await client().DescribeSmsSignList({ International: 1 })).DescribeSignListStatusSet).toEqual([]);
      const wanted = { International: 0, TemplateIdSet: [Number(initialAccount.templateId)] };
      expect((await client().DescribeSmsTemplateList(wanted)).DescribeTemplateStatusSet).toMatchObject([
        { StatusCode: 0, International: 0, TemplateContent: expect.stringContaining('{2}') },
      ]);
    });
  });
});
