import { setTimeout as sleep } from 'node:timers/promises';
import { apigateway } from 'tencentcloud-sdk-nodejs/tencentcloud/services/apigateway';
import { cam } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam';
import { cls } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls';
import { redis } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis';
import { region } from 'tencentcloud-sdk-nodejs/tencentcloud/services/region';
import { scf } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf';
import { sms } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms';
import { tag } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tag';
import { vpc } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initialAccount } from '../../../local-cloud/account/initial-account';
import { type LocalCloud, startLocalCloud } from '../../../local-cloud/local-cloud';
import { hasRedisServer } from '../../../local-cloud/process/redis-server';
import { trusting, zipFilesToBase64 } from '../trial-account';
import { sdkConfig } from './sdk-client';

describe('With the public SDK, a program creates, reads and deletes', () => {
  let cloud: LocalCloud;

  beforeEach(async () => {
    cloud = await startLocalCloud({ transitionMs: 0 });
  });
  afterEach(async () => {
    expect(cloud.account.contents()).toEqual([]);
    await cloud.stop();
  });

  const config = () => sdkConfig(cloud.url, cloud.account.credentials.owner);
  const refusal = (code: string) => expect.objectContaining({ code });

  /** Creates a VPC with a subnet; `remove` deletes them. */
  async function makeNetwork() {
    const client = new vpc.v20170312.Client(config());
    const { Vpc } = await client.CreateVpc({ VpcName: 'a', CidrBlock: '10.0.0.0/16' });
    const VpcId = Vpc?.VpcId ?? '';
    const wanted = { VpcId, SubnetName: 'b', CidrBlock: '10.0.1.0/24', Zone: 'ap-guangzhou-3' };
    const SubnetId = (await client.CreateSubnet(wanted)).Subnet?.SubnetId ?? '';
    return {
      VpcId,
      SubnetId,
      remove: async () => {
        await client.DeleteSubnet({ SubnetId });
        await client.DeleteVpc({ VpcId });
      },
    };
  }

  it('a VPC with a subnet, a security group and its rules', async () => {
    const client = new vpc.v20170312.Client(config());
    const { VpcId, SubnetId, remove } = await makeNetwork();
    await client.ModifyVpcAttribute({ VpcId, VpcName: 'renamed' });
    const filters = [{ Name: 'vpc-id', Values: [VpcId] }];
    expect((await client.DescribeVpcs({ Filters: filters })).VpcSet).toMatchObject([{ VpcName: 'renamed' }]);
    expect((await client.DescribeSubnets({ SubnetIds: [SubnetId] })).SubnetSet).toMatchObject([
      { VpcId, SubnetName: 'b', TotalIpAddressCount: 253, AvailableIpAddressCount: 253 },
    ]);
    expect((await client.DescribeRouteTables({ Filters: filters })).RouteTableSet).toMatchObject([
      { VpcId, Main: true },
    ]);
    await expect(client.DeleteVpc({ VpcId })).rejects.toEqual(refusal('ResourceInUse'));

    const { SecurityGroup } = await client.CreateSecurityGroup({ GroupName: 'c', GroupDescription: 'd' });
    const SecurityGroupId = SecurityGroup?.SecurityGroupId ?? '';
    const rule = { Protocol: 'TCP', Port: '6379', CidrBlock: '10.0.1.0/24', Action: 'ACCEPT' };
    await client.ModifySecurityGroupPolicies({ SecurityGroupId, SecurityGroupPolicySet: { Ingress: [rule] } });
    const { SecurityGroupPolicySet } = await client.DescribeSecurityGroupPolicies({ SecurityGroupId });
    expect(SecurityGroupPolicySet?.Ingress).toMatchObject([rule]);
    await client.DeleteSecurityGroup({ SecurityGroupId });
    await expect(client.DescribeSecurityGroups({ SecurityGroupIds: [SecurityGroupId] })).rejects.toEqual(
      refusal('ResourceNotFound'),
    );
    await remove();
  });

  it.skipIf(!hasRedisServer)('a Redis instance, with tags', async () => {
    const client = new redis.v20180412.Client(config());
    const { remove, ...network } = await makeNetwork();
    const { RegionSet } = await client.DescribeProductInfo();
    expect(RegionSet?.map(({ RegionId }) => RegionId)).toContain('ap-guangzhou');
    const { InstanceIds } = await client.CreateInstances({
      ...network,
      TypeId: 6,
      MemSize: 1024,
      GoodsNum: 1,
      Period: 1,
      BillingMode: 0,
      ZoneId: 100003,
      Password: 'secret-1234',
      InstanceName: 'codes',
    });
    const InstanceId = InstanceIds?.[0] ?? '';
    const read = async () => (await client.DescribeInstances({ InstanceId })).InstanceSet?.[0];
    expect(await read()).toMatchObject({ Status: 1, InstanceName: 'codes', Type: 6 });
    const subnets = new vpc.v20170312.Client(config()).DescribeSubnets({ SubnetIds: [network.SubnetId] });
    expect((await subnets).SubnetSet).toMatchObject([{ TotalIpAddressCount: 253, AvailableIpAddressCount: 252 }]);
    while ((await read())?.Status !== 2) await sleep(10);
    await client.ModifyInstance({ Operation: 'rename', InstanceId, InstanceName: 'renamed' });

    const tags = new tag.v20180813.Client(config());
    const Resource = `qcs::redis:ap-guangzhou:uin/:instance/${InstanceId}`;
    await tags.ModifyResourceTags({ Resource, ReplaceTags: [{ TagKey: 'colour', TagValue: 'red' }] });
    const query = { ServiceType: 'redis', ResourcePrefix: 'instance', ResourceRegion: 'ap-guangzhou' };
    const { Tags } = await tags.DescribeResourceTagsByResourceIds({ ...query, ResourceIds: [InstanceId] });
    expect(Tags).toMatchObject([{ TagKey: 'colour', TagValue: 'red' }]);
    expect(await read()).toMatchObject({
      InstanceName: 'renamed',
      InstanceTags: [{ TagKey: 'colour', TagValue: 'red' }],
    });

    await client.DestroyPostpaidInstance({ InstanceId });
    expect(await read()).toMatchObject({ Status: -2 });
    await client.CleanUpInstance({ InstanceId });
    expect(await read()).toBeUndefined();
    await remove();
  });

  it('a role and a policy', async () => {
    const client = new cam.v20190116.Client(config());
    const role = { RoleName: 'sender', PolicyDocument: trusting('scf.qcloud.com') };
    const { RoleId } = await client.CreateRole(role);
    expect((await client.DescribeRoleList({ Page: 1, Rp: 20 })).List).toMatchObject([
      { RoleName: 'SCF_QcsRole', RoleType: 'system' },
      { RoleId, RoleName: 'sender', RoleType: 'user' },
    ]);
    const statement = [{ effect: 'allow', action: ['sms:SendSms'], resource: ['*'] }];
    const PolicyDocument = JSON.stringify({ version: '2.0', statement });
    const { PolicyId = 0 } = await client.CreatePolicy({ PolicyName: 'send', PolicyDocument });
    await client.AttachRolePolicy({ AttachRoleName: 'sender', PolicyName: 'send' });
    await client.UpdatePolicy({ PolicyId, Description: 'sends' });
    expect(await client.GetPolicy({ PolicyId })).toMatchObject({ PolicyName: 'send', Description: 'sends' });
    expect(cloud.account.cam.allows('sender', 'sms:SendSms')).toBe(true);
    await client.DetachRolePolicy({ DetachRoleName: 'sender', PolicyName: 'send' });
    await client.DeletePolicy({ PolicyId: [PolicyId] });
    await client.DeleteRole({ RoleName: 'sender' });
    await expect(client.GetRole({ RoleName: 'sender' })).rejects.toEqual(refusal('InvalidParameter.RoleNotExist'));
  });

  it('a function with a Function URL and an API Gateway that invoke it', async () => {
    const client = new scf.v20180416.Client(config());
    const handler =
      "exports.main_handler = async ({ path }) => ({ statusCode: 200, headers: {}, body: 'at ' + path });";
    const FunctionName = 'Demo';
    await client.CreateFunction({
      FunctionName,
      Code: { ZipFile: zipFilesToBase64({ 'index.js': handler }) },
      Handler: 'index.main_handler',
      Runtime: 'Nodejs20.19',
    });
    while ((await client.GetFunction({ FunctionName })).Status !== 'Active') await sleep(10);
    const TriggerDesc = JSON.stringify({
      AuthType: 'NONE',
      NetConfig: { EnableExtranet: true, EnableIntranet: false },
    });
    const TriggerName = 'url-trigger';
    await client.CreateTrigger({ FunctionName, TriggerName, Type: 'http', TriggerDesc, Qualifier: '$DEFAULT' });
    const { Triggers } = await client.ListTriggers({ FunctionName });
    const { ExtranetUrl } = JSON.parse(Triggers?.[0]?.TriggerDesc ?? '{}').NetConfig;
    expect(await (await fetch(`${ExtranetUrl}/here`)).text()).toBe('at /here');

    const gateway = new apigateway.v20180808.Client(config());
    const { ServiceId = '', OuterSubDomain } = await gateway.CreateService({
      ServiceName: 'demo',
      Protocol: 'http&https',
    });
    const { Result } = await gateway.CreateApi({
      ServiceId,
      ServiceType: 'SCF',
      ServiceTimeout: 15,
      Protocol: 'HTTP',
      RequestConfig: { Path: '/', Method: 'ANY' },
      ServiceScfFunctionName: FunctionName,
      ServiceScfIsIntegratedResponse: true,
    });
    const address = `http://${OuterSubDomain}/release/there`;
    expect((await fetch(address)).status).toBe(404);
    await gateway.ReleaseService({ ServiceId, EnvironmentName: 'release', ReleaseDesc: 'first' });
    expect(await (await fetch(address)).text()).toBe('at /there');
    expect(await gateway.DescribeService({ ServiceId })).toMatchObject({
      ApiTotalCount: 1,
      ApiIdStatusSet: [{ ApiId: Result?.ApiId, AuthType: 'NONE', IsDebugAfterCharge: false }],
    });

    const release = { ServiceId, EnvironmentName: 'release' };
    await gateway.UnReleaseService(release);
    await gateway.DeleteApi({ ServiceId, ApiId: Result?.ApiId ?? '' });
    await gateway.DeleteService({ ServiceId });
    await client.PutReservedConcurrencyConfig({ FunctionName, ReservedConcurrencyMem: 256 });
    expect((await client.GetReservedConcurrencyConfig({ FunctionName })).ReservedMem).toBe(256);
    await client.DeleteReservedConcurrencyConfig({ FunctionName });
    await client.DeleteTrigger({ FunctionName, TriggerName, Type: 'http' });
    await client.DeleteFunction({ FunctionName });
    await expect(client.GetFunction({ FunctionName })).rejects.toEqual(refusal('ResourceNotFound.Function'));
  });

  it('a signature and a template', async () => {
    const client = new sms.v20210111.Client(config());
    const sign = { SignType: 0, DocumentType: 1, International: 0, SignPurpose: 0, ProofImage: 'aGVsbG8=' };
    await expect(client.AddSmsSign({ SignName: 'Mine', ...sign })).rejects.toEqual(refusal('MissingParameter'));
    const { AddSignStatus } = await client.AddSmsSign({ SignName: 'Mine', ...sign, QualificationId: 1 });
    const SignId = AddSignStatus?.SignId ?? 0;
    const { DescribeSignListStatusSet } = await client.DescribeSmsSignList({ SignIdSet: [SignId], International: 0 });
    expect(DescribeSignListStatusSet).toMatchObject([{ SignId, SignName: 'Mine', StatusCode: 0 }]);
    const template = {
      TemplateName: 'a',
      TemplateContent: 'Your code is {1}',
      SmsType: 3,
      International: 0,
      Remark: 'b',
    };
    const TemplateId = Number((await client.AddSmsTemplate(template)).AddTemplateStatus?.TemplateId);
    const change = client.ModifySmsTemplate({ ...template, TemplateId, TemplateContent: 'Code {1}' });
    await expect(change).rejects.toEqual(refusal('FailedOperation.TemplateAlreadyPassedCheck'));
    const { DescribeTemplateStatusSet } = await client.DescribeSmsTemplateList({
      TemplateIdSet: [TemplateId],
      International: 0,
    });
    expect(DescribeTemplateStatusSet).toMatchObject([{ TemplateContent: 'Your code is {1}' }]);
    await client.DeleteSmsTemplate({ TemplateId });
    await client.DeleteSmsSign({ SignId });
  });

  it('a logset, a topic with its index, an alarm and its notice', async () => {
    const client = new cls.v20201016.Client(config());
    const { LogsetId = '' } = await client.CreateLogset({ LogsetName: 'a' });
    const { TopicId = '' } = await client.CreateTopic({ LogsetId, TopicName: 'b', Period: 7 });
    const Rule = { FullText: { CaseSensitive: false, Tokenizer: ' ', ContainZH: true } };
    await client.CreateIndex({ TopicId, Rule });
    expect(await client.DescribeIndex({ TopicId })).toMatchObject({ Status: true, Rule });
    const { AlarmNoticeId = '' } = await client.CreateAlarmNotice({ Name: 'c' });
    const { AlarmId = '' } = await client.CreateAlarm({
      Name: 'd',
      AlarmTargets: [{ TopicId, LogsetId, Query: '*', Number: 1, StartTimeOffset: -5, EndTimeOffset: 0 }],
      MonitorTime: { Type: 'Period', Time: 5 },
      TriggerCount: 1,
      AlarmPeriod: 15,
      AlarmNoticeIds: [AlarmNoticeId],
      Condition: '$1.count > 0',
    });
    await client.ModifyAlarm({ AlarmId, AlarmPeriod: 30 });
    const byId = { Filters: [{ Key: 'alarmId', Values: [AlarmId] }] };
    expect((await client.DescribeAlarms(byId)).Alarms).toMatchObject([{ Name: 'd', AlarmPeriod: 30, Status: true }]);
    await expect(client.DeleteTopic({ TopicId })).rejects.toEqual(refusal('FailedOperation'));
    await client.DeleteAlarm({ AlarmId });
    await client.DeleteAlarmNotice({ AlarmNoticeId });
    await client.DeleteIndex({ TopicId });
    await client.DeleteTopic({ TopicId });
    await client.DeleteLogset({ LogsetId });
    expect(await client.DescribeLogsets({})).toMatchObject({ TotalCount: 0 });
  });

  it('a topic, an alarm and an alarm notice, with the settings that were passed and no others', async () => {
    const client = new cls.v20201016.Client(config());
    const { LogsetId = '' } = await client.CreateLogset({ LogsetName: 'a' });
    const { TopicId = '' } = await client.CreateTopic({
      LogsetId,
      TopicName: 'b',
      Describes: 'described',
      Encryption: 1,
    });
    const topics = await client.DescribeTopics({ Filters: [{ Key: 'topicId', Values: [TopicId] }] });
    expect(topics.Topics).toMatchObject([{ Describes: 'described', StorageType: 'hot', Period: 30 }]);
    expect(topics.Topics?.[0]).not.toHaveProperty('Encryption');
    const DeliverConfig = { Region: 'ap-guangzhou', TopicId, Scope: 0 };
    const { Data: users = [] } = await new cam.v20190116.Client(config()).ListUsers();
    const NoticeReceivers = [
      {
        ReceiverType: 'Uin',
        ReceiverIds: users.map(({ Uid }) => Uid ?? 0),
        ReceiverChannels: ['Sms'],
        StartTime: '09:00:00',
        EndTime: '18:00:00',
      },
    ];
    const wanted = { Name: 'c', JumpDomain: 'https://a', DeliverConfig, NoticeReceivers };
    const byUin = [{ ...NoticeReceivers[0], ReceiverIds: users.map(({ Uin }) => Uin ?? 0) }] as typeof NoticeReceivers;
    await expect(client.CreateAlarmNotice({ ...wanted, NoticeReceivers: byUin })).rejects.toEqual(
      refusal('InvalidParameter'),
    );
    const { AlarmNoticeId = '' } = await client.CreateAlarmNotice(wanted);
    await expect(client.ModifyAlarmNotice({ AlarmNoticeId, NoticeReceivers: byUin })).rejects.toEqual(
      refusal('InvalidParameter'),
    );
    const notices = await client.DescribeAlarmNotices({ Filters: [{ Key: 'name', Values: ['c'] }] });
    expect(notices.AlarmNotices).toMatchObject([
      { AlarmNoticeId, JumpDomain: 'https://a', NoticeReceivers, AlarmNoticeDeliverConfig: { DeliverConfig } },
    ]);
    const target = { TopicId, LogsetId, Query: '*', Number: 1, StartTimeOffset: -5, EndTimeOffset: 0 };
    const { AlarmId = '' } = await client.CreateAlarm({
      Name: 'd',
      AlarmTargets: [target],
      MonitorTime: { Type: 'Period', Time: 5 },
      TriggerCount: 1,
      AlarmPeriod: 15,
      AlarmNoticeIds: [AlarmNoticeId],
      MessageTemplate: 'e',
      Enable: true,
    });
    const { Alarms } = await client.DescribeAlarms({ Filters: [{ Key: 'name', Values: ['d'] }] });
    expect(Alarms).toMatchObject([
      { MessageTemplate: 'e', AlarmTargets: [{ ...target, TopicName: 'b', LogsetName: 'a' }] },
    ]);
    expect(Alarms?.[0]).not.toHaveProperty('Enable');
    expect(await client.DescribeAlarms({ Filters: [{ Key: 'unknown', Values: [''] }] })).toMatchObject({
      TotalCount: 0,
    });
    await client.DeleteAlarm({ AlarmId });
    await client.DeleteAlarmNotice({ AlarmNoticeId });
    await client.DeleteTopic({ TopicId });
    await client.DeleteLogset({ LogsetId });
  });

  it('the log lines of a topic, which can be searched once it has an index', async () => {
    const client = new cls.v20201016.Client(config());
    const { LogsetId = '' } = await client.CreateLogset({ LogsetName: 'searched' });
    const { TopicId = '' } = await client.CreateTopic({ LogsetId, TopicName: 'searched' });
    for (const line of ['{"event":"a","deep":{"b":1},"yes":true}', 'b', '{"event":"c"}'])
      cloud.account.cls.write(TopicId, { text: line });
    const everything = { TopicId, From: Date.now() - 60_000, To: Date.now() + 1000, QueryString: '*' };
    const search = async (more: object) => {
      const { Results, ListOver } = await client.SearchLog({ ...everything, ...more });
      return { lines: Results?.map(({ LogJson }) => LogJson), ListOver };
    };
    await expect(search({})).rejects.toEqual(refusal('ResourceNotFound.IndexNotExist'));
    await client.CreateIndex({ TopicId, Rule: {} });
    expect(await search({ Limit: 2 })).toEqual({ lines: ['{"event":"c"}', '{"SCF_Message":"b"}'], ListOver: false });
    expect(await search({ Sort: 'asc' })).toMatchObject({
      lines: ['{"event":"a"}', '{"SCF_Message":"b"}', '{"event":"c"}'],
    });
    expect(await search({ To: everything.From + 1 })).toEqual({ lines: [], ListOver: true });
    const { Results: newest, Context = '' } = await client.SearchLog({ ...everything, Limit: 2 });
    cloud.account.cls.write(TopicId, { text: 'd', fields: { SCF_StatusCode: 433 } });
    expect(newest).toHaveLength(2);
    expect(await search({ Limit: 2, Context })).toEqual({ lines: ['{"event":"a"}'], ListOver: true });
    expect(await search({ Limit: 1 })).toMatchObject({ lines: ['{"SCF_StatusCode":433,"SCF_Message":"d"}'] });
    await expect(search({ Context: 'mine' })).rejects.toEqual(refusal('InvalidParameter'));
    expect(await search({ QueryString: 'event:a' })).toMatchObject({ lines: [] });
    const KeyValues = [{ Key: 'event', Value: { Type: 'text' } }];
    await client.ModifyIndex({ TopicId, Rule: { KeyValue: { CaseSensitive: true, KeyValues } } });
    expect(await search({ QueryString: 'event:"a"' })).toMatchObject({ lines: ['{"event":"a"}'] });
    const count = {
      ...everything,
      QueryString: 'event:"a" OR event:"c" | select count(*) as lines',
      UseNewAnalysis: true,
    };
    expect((await client.SearchLog(count)).AnalysisRecords).toEqual(['{"lines":2}']);
    await expect(search({ QueryString: count.QueryString })).rejects.toEqual(refusal('InvalidParameter'));
    for (const QueryString of ['event:a | select sum(durationMs)', 'event:a OR']) {
      await expect(search({ QueryString })).rejects.toEqual(refusal('FailedOperation.SyntaxError'));
    }
    await expect(search({ Limit: 1001 })).rejects.toEqual(refusal('InvalidParameter'));
    await expect(search({ TopicId: 'none' })).rejects.toEqual(refusal('ResourceNotFound.TopicNotExist'));
    await client.DeleteTopic({ TopicId });
    await client.DeleteLogset({ LogsetId });
  });

  it('users (read only)', async () => {
    const client = new cam.v20190116.Client(config());
    const { name, uin, uid } = initialAccount.user;
    expect((await client.ListUsers()).Data).toMatchObject([{ Name: name, Uin: uin, Uid: uid }]);
    expect(await client.GetUser({ Name: name })).toMatchObject({ Uin: uin, Uid: uid });
    await expect(client.GetUser({ Name: 'nobody' })).rejects.toEqual(refusal('ResourceNotFound.UserNotExist'));
  });

  it('zones (read only)', async () => {
    const { ZoneSet } = await new region.v20220627.Client(config()).DescribeZones({ Product: 'redis' });
    expect(ZoneSet).toContainEqual(expect.objectContaining({ Zone: 'ap-guangzhou-3', ZoneId: '100003' }));
  });
});
