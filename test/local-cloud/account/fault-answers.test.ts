import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apigateway } from 'tencentcloud-sdk-nodejs/tencentcloud/services/apigateway';
import { cam } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam';
import { cls } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls';
import { redis } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis';
import { scf } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf';
import { sms } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms';
import { sts } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts';
import { vpc } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deployer } from '../../../local-cloud/account/fault-keys';
import { initialAccount } from '../../../local-cloud/account/initial-account';
import { startLocalCloud } from '../../../local-cloud/local-cloud';
import { sdkConfig } from '../api/sdk-client';
import { newMessage as message, zipFilesToBase64 } from '../trial-account';

/** Starts a local cloud whose account has faults. `config` is for clients with the printed keys. */
async function startFaulty(...faults: string[]) {
  const cloud = await startLocalCloud({ transitionMs: 0, faults });
  onTestFinished(() => cloud.stop());
  const { TENCENTCLOUD_SECRET_ID = '', TENCENTCLOUD_SECRET_KEY = '', TENCENTCLOUD_SECURITY_TOKEN } = cloud.env;
  const keys = {
    secretId: TENCENTCLOUD_SECRET_ID,
    secretKey: TENCENTCLOUD_SECRET_KEY,
    ...(TENCENTCLOUD_SECURITY_TOKEN !== undefined && { token: TENCENTCLOUD_SECURITY_TOKEN }),
  };
  return { cloud, keys, config: sdkConfig(cloud.url, keys) };
}

const refusal = (code: string) => expect.objectContaining({ code });
const newFunction = (FunctionName: string) => ({
  FunctionName,
  Code: { ZipFile: zipFilesToBase64({ 'index.js': 'exports.main_handler = async () => "done";' }) },
  Handler: 'index.main_handler',
  Runtime: 'Nodejs20.19',
});

describe('The API of an account without faults', () => {
  it('prints the owner’s keys, and has nothing of somebody else', async () => {
    const { cloud, keys } = await startFaulty();
    const { secretId, secretKey } = cloud.account.credentials.owner;
    expect(keys).toEqual({ secretId, secretKey });
    expect(cloud.account.contents()).toEqual([]);
  });
});

describe('The faults of an account whose state is kept', () => {
  it('end with the process, but for what they created, which is there once', async () => {
    const stateFolder = await mkdtemp(join(tmpdir(), 'faulty-state-'));
    onTestFinished(() => rm(stateFolder, { recursive: true }));
    const start = async (...faults: string[]) => {
      const { account, stop } = await startLocalCloud({ transitionMs: 0, stateFolder, faults });
      const request = { sdkAppId: message.SmsSdkAppId, signName: message.SignName, templateId: message.TemplateId };
      const [status] = account.sms.send({
        ...request,
        parameters: message.TemplateParamSet,
        phoneNumbers: message.PhoneNumberSet,
      });
      const contents = account.contents();
      await stop();
      return { code: status?.code, contents };
    };
    const faults = ['sign=refused', 'template=refused', 'package=used-up', 'right-missing=redis:CreateInstances'];
    const created = ['name-taken=Demo', 'leftover=codes', 'quota=vpcs', 'quota=concurrency'];
    const first = await start(...faults, ...created);
    expect(first.code).toBe('FailedOperation.TemplateIncorrectOrUnapproved');
    expect((await start(...faults, ...created)).contents).toEqual(first.contents);
    expect(await start()).toEqual({ code: 'Ok', contents: first.contents });
  });
});

describe('The API of an account that lacks a service', () => {
  // platform: redis-sold-out
  it('sells no Redis in a zone that is sold out', async () => {
    const { cloud, config } = await startFaulty('sold-out=ap-guangzhou-3');
    const client = new redis.v20180412.Client(config);
    const { RegionSet = [] } = await client.DescribeProductInfo();
    const zones = RegionSet.flatMap(({ ZoneSet = [] }) => ZoneSet);
    expect(zones.flatMap(({ IsSaleout, ZoneName }) => (IsSaleout ? [ZoneName] : []))).toEqual(['ap-guangzhou-3']);
    const products = zones.find(({ ZoneName }) => ZoneName === 'ap-guangzhou-3')?.ProductSet ?? [];
    expect(products.map(({ Saleout }) => Saleout)).not.toContain(false);
    const size = { TypeId: 6, MemSize: 1024, GoodsNum: 1, Period: 1, BillingMode: 0, Password: 'secret-1234' };
    await expect(client.CreateInstances({ ...size, ZoneName: 'ap-guangzhou-3' })).rejects.toEqual(
      refusal('ResourceUnavailable.SaleOut'),
    );
    expect(cloud.account.contents()).toEqual([]);
  });

  // platform: cls-opened-once
  it('says that CLS is not open, and creates no logset', async () => {
    const client = new cls.v20201016.Client((await startFaulty('cls-closed')).config);
    expect(await client.GetClsService()).toMatchObject({ Status: 1 });
    await expect(client.CreateLogset({ LogsetName: 'log' })).rejects.toEqual(
      refusal('OperationDenied.AccountNotExists'),
    );
  });

  it('has no role of SCF if the owner has not authorised it', async () => {
    const client = new cam.v20190116.Client((await startFaulty('scf-role-missing')).config);
    await expect(client.GetRole({ RoleName: 'SCF_QcsRole' })).rejects.toEqual(refusal('InvalidParameter.RoleNotExist'));
  });

  // platform: api-gateway-closed
  it('refuses every call of API Gateway if it was never bought', async () => {
    const client = new apigateway.v20180808.Client((await startFaulty('api-gateway-closed')).config);
    const calls = [client.DescribeServicesStatus({}), client.CreateService({ ServiceName: 'demo', Protocol: 'http' })];
    for (const call of calls) await expect(call).rejects.toEqual(refusal('OperationDenied'));
  });

  it('fails with an internal error in a service that is down, and in no other', async () => {
    const { config } = await startFaulty('service-down=cls');
    await expect(new cls.v20201016.Client(config).GetClsService()).rejects.toEqual(refusal('InternalError'));
    expect(await new vpc.v20170312.Client(config).DescribeVpcs({})).toMatchObject({ TotalCount: 0 });
  });
});

describe('The API of an account whose printed keys', () => {
  // platform: disabled-keys-code
  it('are disabled does not know them', async () => {
    const { config } = await startFaulty('keys-disabled');
    await expect(new sts.v20180813.Client(config).GetCallerIdentity()).rejects.toEqual(
      refusal('AuthFailure.SecretIdNotFound'),
    );
  });

  // platform: expired-token-code
  it('have expired refuses their token', async () => {
    const { keys, config } = await startFaulty('keys-expired');
    expect(keys).toHaveProperty('token');
    await expect(new sts.v20180813.Client(config).GetCallerIdentity()).rejects.toEqual(
      refusal('AuthFailure.TokenFailure'),
    );
  });

  it('lack a right refuses this action, and says why', async () => {
    const { config } = await startFaulty(
      'right-missing=redis:CreateInstances',
      'right-missing=cvm:CreateSecurityGroup',
    );
    const identity = await new sts.v20180813.Client(config).GetCallerIdentity();
    expect(identity).toMatchObject({ Type: 'CAMUser', UserId: String(deployer.uin) });
    const policies = new cam.v20190116.Client(config);
    const wanted = { TargetUin: deployer.uin, Rp: 20, Page: 1, AttachType: 0 };
    const [attached] = (await policies.ListAttachedUserAllPolicies(wanted)).PolicyList ?? [];
    const { PolicyDocument } = await policies.GetPolicy({ PolicyId: Number(attached?.PolicyId) });
    expect(PolicyDocument).toContain('redis:CreateInstances');

    const client = new redis.v20180412.Client(config);
    const size = { TypeId: 6, MemSize: 1024, GoodsNum: 1, Period: 1, BillingMode: 0, ZoneName: 'ap-guangzhou-3' };
    expect(await client.InquiryPriceCreateInstance(size)).toMatchObject({ Price: 23 });
    await expect(client.CreateInstances(size)).rejects.toMatchObject({
      code: 'AuthFailure.UnauthorizedOperation',
      message: expect.stringContaining('(redis:CreateInstances): no policy of the user deployer'),
    });
    const groups = new vpc.v20170312.Client(config);
    await expect(groups.CreateSecurityGroup({ GroupName: 'a', GroupDescription: '' })).rejects.toEqual(
      refusal('AuthFailure.UnauthorizedOperation'),
    );
  });
});

describe('The SMS API of an account', () => {
  const statusOf = async (client: InstanceType<typeof sms.v20210111.Client>) =>
    (await client.SendSms(message)).SendStatusSet?.[0]?.Code;

  // platform: sms-review-status
  it.each([
    ['in-review', 1, false],
    ['refused', -1, true],
  ])('sends nothing with a signature that is %s', async (state, StatusCode, hasReply) => {
    const client = new sms.v20210111.Client((await startFaulty(`sign=${state}`)).config);
    const [sign] = (await client.DescribeSmsSignList({ International: 0 })).DescribeSignListStatusSet ?? [];
    expect(sign).toMatchObject({ SignName: initialAccount.sign, StatusCode });
    expect(sign?.ReviewReply !== '').toBe(hasReply);
    expect(await statusOf(client)).toBe('FailedOperation.SignatureIncorrectOrUnapproved');
  });

  it.each([
    ['in-review', 1, 'FailedOperation.TemplateIncorrectOrUnapproved'],
    ['refused', -1, 'FailedOperation.TemplateIncorrectOrUnapproved'],
    ['parameters', 0, 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate'],
  ])('sends nothing with a template with the fault %s', async (fault, StatusCode, code) => {
    const client = new sms.v20210111.Client((await startFaulty(`template=${fault}`)).config);
    const wanted = { International: 0, TemplateIdSet: [Number(message.TemplateId)] };
    const [template] = (await client.DescribeSmsTemplateList(wanted)).DescribeTemplateStatusSet ?? [];
    expect(template).toMatchObject({ StatusCode, International: 0 });
    expect(template?.TemplateContent?.includes('{3}')).toBe(fault === 'parameters');
    expect(await statusOf(client)).toBe(code);
  });

  // platform: sms-template-countries
  it('sends nothing to the mainland with a template for other countries', async () => {
    const client = new sms.v20210111.Client((await startFaulty('template=abroad')).config);
    const list = async (International: number) => {
      const wanted = { International, TemplateIdSet: [Number(message.TemplateId)] };
      return (await client.DescribeSmsTemplateList(wanted)).DescribeTemplateStatusSet;
    };
    expect(await list(0)).toEqual([]);
    expect(await list(1)).toMatchObject([{ StatusCode: 0, International: 1 }]);
    expect(await statusOf(client)).toBe('UnsupportedOperation.GlobalTemplateToChineseMainlandPhone');
  });

  // platform: sms-balance-code, sms-packages
  it.each(['used-up', 'expired'])('sends nothing without a package, as it is %s', async (state) => {
    const client = new sms.v20210111.Client((await startFaulty(`package=${state}`)).config);
    const period = { BeginTime: '2020010100', EndTime: new Date().toISOString().slice(0, 13).replace(/\D/g, '') };
    const wanted = { SmsSdkAppId: message.SmsSdkAppId, Limit: 10, Offset: 0, ...period };
    const [bought] = (await client.SmsPackagesStatistics(wanted)).SmsPackagesStatisticsSet ?? [];
    const { PackageAmount = 0, CurrentUsage = 0, PackageExpiredTime = 0 } = bought ?? {};
    expect(PackageAmount === CurrentUsage).toBe(state === 'used-up');
    expect(PackageExpiredTime < Date.now() / 1000).toBe(state === 'expired');
    expect(await statusOf(client)).toBe('FailedOperation.InsufficientBalanceInSmsPackage');
  });
});

describe('The API of an account that others use, too,', () => {
  // platform: network-quotas
  it('refuses VPCs and security groups beyond the quota, in every region', async () => {
    const { config } = await startFaulty('quota=vpcs', 'quota=security-groups');
    for (const region of ['ap-guangzhou', 'ap-singapore']) {
      const client = new vpc.v20170312.Client({ ...config, region });
      expect((await client.DescribeVpcs({})).TotalCount).toBe(20);
      expect((await client.DescribeSecurityGroups({})).TotalCount).toBe(50);
      await expect(client.CreateVpc({ VpcName: 'a', CidrBlock: '10.0.0.0/16' })).rejects.toEqual(
        refusal('LimitExceeded'),
      );
      await expect(client.CreateSecurityGroup({ GroupName: 'a', GroupDescription: '' })).rejects.toEqual(
        refusal('LimitExceeded'),
      );
    }
  });

  // platform: function-quota, concurrency-quota
  it('refuses functions and reservations beyond the quota', async () => {
    const { cloud, config } = await startFaulty('quota=functions', 'quota=concurrency');
    const client = new scf.v20180416.Client(config);
    const { AccountUsage } = await client.GetAccount();
    expect(AccountUsage?.Namespace).toMatchObject([{ Namespace: 'default', FunctionsCount: 50 }]);
    expect(AccountUsage?.TotalAllocatedConcurrencyMem).toBe(128_000 - 12_800);
    await expect(client.CreateFunction(newFunction('Demo'))).rejects.toEqual(refusal('LimitExceeded.Function'));
    const [other] = cloud.account.scf.functions().filter(({ reservedMemory }) => reservedMemory === undefined);
    const wanted = { FunctionName: other?.name ?? '', ReservedConcurrencyMem: 128 };
    await expect(client.PutReservedConcurrencyConfig(wanted)).rejects.toEqual(
      refusal('LimitExceeded.FunctionReservedConcurrencyMemory'),
    );
  });

  it('refuses a function whose name is taken', async () => {
    const { config } = await startFaulty('name-taken=Demo');
    const client = new scf.v20180416.Client(config);
    expect(await client.GetFunction({ FunctionName: 'Demo' })).toMatchObject({ Namespace: 'default', Tags: [] });
    await expect(client.CreateFunction(newFunction('Demo'))).rejects.toEqual(refusal('ResourceInUse.FunctionName'));
  });

  // platform: redis-creation-goes-on
  it('lists a Redis instance that a deployment left, which can be deleted', async () => {
    const { cloud, config } = await startFaulty('leftover=codes');
    const client = new redis.v20180412.Client(config);
    const [left] = (await client.DescribeInstances({ SearchKey: 'codes' })).InstanceSet ?? [];
    expect(left).toMatchObject({ InstanceName: 'codes', Status: 2, InstanceTags: [] });
    const InstanceId = left?.InstanceId ?? '';
    expect(cloud.account.contents()).toContain(`Redis ${InstanceId} codes (online)`);
    const network = new vpc.v20170312.Client(config);
    expect((await network.DescribeVpcs({ VpcIds: [left?.UniqVpcId ?? ''] })).VpcSet).toMatchObject([{ TagSet: [] }]);
    await client.DestroyPostpaidInstance({ InstanceId });
    await client.CleanUpInstance({ InstanceId });
    await network.DeleteSubnet({ SubnetId: left?.UniqSubnetId ?? '' });
    await network.DeleteVpc({ VpcId: left?.UniqVpcId ?? '' });
    expect(cloud.account.contents()).toEqual([]);
  });
});

describe('The receipts of an account', () => {
  const statusesWith = async (...faults: string[]) => {
    const client = new sms.v20210111.Client((await startFaulty(...faults)).config);
    const BeginTime = Math.floor(Date.now() / 1000);
    await client.SendSms(message);
    const { PullSmsSendStatusSet } = await client.PullSmsSendStatusByPhoneNumber({
      BeginTime,
      Offset: 0,
      Limit: 10,
      PhoneNumber: '+8618566246600',
      SmsSdkAppId: initialAccount.sdkAppId,
    });
    return PullSmsSendStatusSet?.map(({ ReportStatus, Description }) => [ReportStatus, Description]);
  };

  it('say that messages were received, that they were not, or never come', async () => {
    expect(await statusesWith()).toEqual([['SUCCESS', 'DELIVRD']]);
    expect(await statusesWith('receipts=failed')).toEqual([['FAIL', 'UNDELIV']]);
    expect(await statusesWith('receipts=never')).toEqual([]);
  });
});
