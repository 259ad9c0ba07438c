import { setTimeout as sleep } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { Redis } from 'ioredis';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NewRedis } from '../../../local-cloud/account/redis-instance';
import type { NewFunction } from '../../../local-cloud/account/scf-function';
import { hasRedisServer } from '../../../local-cloud/process/redis-server';
import {
  makeNetwork,
  newFunction,
  newGatewayApi,
  newRedis,
  startTrialAccount,
  type TrialAccount,
  trusting,
  zipFilesToBase64,
} from '../trial-account';

let trial: TrialAccount;
beforeAll(() => {
  trial = startTrialAccount();
  return () => trial.stop();
});

/** Expects a refusal with a code of the API. */
const refuses = (operation: () => unknown, code: string) =>
  expect(operation).toThrow(expect.objectContaining({ code }));

describe('The names of resources', () => {
  const long = '名'.repeat(21);
  const error = { code: 'InvalidParameterValue.TooLong', message: 'A name has 1 to 60 bytes; found 63.' };

  it('are counted in bytes for a VPC, in characters for a security group', () => {
    const { vpc, securityGroups } = trial.account;
    const wanted = { region: 'ap-guangzhou', name: long, cidrBlock: '10.0.0.0/16', tags: {} };
    expect(() => vpc.createVpc(wanted)).toThrow(expect.objectContaining(error));
    const group = { region: 'ap-guangzhou', name: '名'.repeat(60), description: '', tags: {} };
    const { securityGroupId } = securityGroups.create(group);
    expect(() => securityGroups.change(securityGroupId, { name: '名'.repeat(61) })).toThrow(
      expect.objectContaining({ ...error, message: 'A name has 1 to 60 characters; found 61.' }),
    );
  });
});

describe('A VPC', () => {
  const wanted = { region: 'ap-guangzhou', name: 'a', cidrBlock: '10.0.0.0/16', tags: {} };

  it.each([
    ['a malformed CIDR block', { cidrBlock: '10.0.0.0' }, 'InvalidParameterValue.Malformed'],
    ['a public CIDR block', { cidrBlock: '8.8.0.0/16' }, 'InvalidParameterValue.Malformed'],
    ['a CIDR block that is too small', { cidrBlock: '10.0.0.0/29' }, 'InvalidParameterValue.Malformed'],
    ['a CIDR block that is too large', { cidrBlock: '10.0.0.0/11' }, 'InvalidParameterValue.Malformed'],
    ['a name that is too long', { name: 'a'.repeat(61) }, 'InvalidParameterValue.TooLong'],
    ['an unknown region', { region: 'mars-north' }, 'UnsupportedRegion'],
  ])('is refused for %s', (_, changes, code) => {
    refuses(() => trial.account.vpc.createVpc({ ...wanted, ...changes }), code);
  });

  it('has subnets inside its CIDR block that do not overlap, in zones of its region', () => {
    const { vpc } = trial.account;
    const { vpcId } = vpc.createVpc(wanted);
    const subnet = { vpcId, name: 'b', cidrBlock: '10.0.1.0/24', zone: 'ap-guangzhou-3', tags: {} };
    refuses(() => vpc.createSubnet({ ...subnet, cidrBlock: '10.1.0.0/24' }), 'InvalidParameterValue.SubnetRange');
    refuses(() => vpc.createSubnet({ ...subnet, zone: 'ap-beijing-3' }), 'InvalidParameterValue.ZoneConflict');
    refuses(() => vpc.createSubnet({ ...subnet, zone: 'ap-guangzhou-99' }), 'InvalidParameterValue.ZoneConflict');
    refuses(() => vpc.createSubnet({ ...subnet, vpcId: 'vpc-none' }), 'ResourceNotFound');
    refuses(() => vpc.createSubnet({ ...subnet, cidrBlock: '10.0.0.0/29' }), 'InvalidParameterValue.Malformed');
    vpc.createSubnet(subnet);
    refuses(() => vpc.createSubnet({ ...subnet, cidrBlock: '10.0.1.128/25' }), 'InvalidParameterValue.SubnetConflict');
  });

  it('may be larger than any of its subnets, which have a mask of at least 16', () => {
    const { vpc } = trial.account;
    const { vpcId } = vpc.createVpc({ ...wanted, cidrBlock: '10.0.0.0/12' });
    const subnet = { vpcId, name: 'b', cidrBlock: '10.0.0.0/15', zone: 'ap-guangzhou-3', tags: {} };
    refuses(() => vpc.createSubnet(subnet), 'InvalidParameterValue.Malformed');
    expect(vpc.createSubnet({ ...subnet, cidrBlock: '10.0.0.0/16' }).cidrBlock).toBe('10.0.0.0/16');
  });

  it('cannot be deleted while it is in use', () => {
    const { vpc } = trial.account;
    const { vpcId, subnetId } = makeNetwork(trial.account);
    refuses(() => vpc.deleteVpc(vpcId), 'ResourceInUse');
    vpc.takeAddress(subnetId, 'something');
    refuses(() => vpc.deleteSubnet(subnetId), 'ResourceInUse');
    vpc.releaseAddresses('something');
    vpc.deleteSubnet(subnetId);
    vpc.deleteVpc(vpcId);
    refuses(() => vpc.deleteVpc(vpcId), 'ResourceNotFound');
  });
});

describe('A security group', () => {
  it('accepts the traffic that a rule accepts, and drops the rest', () => {
    const { securityGroups } = trial.account;
    const { securityGroupId } = securityGroups.create({ region: 'ap-guangzhou', name: 'a', description: '', tags: {} });
    const rule = { action: 'ACCEPT', protocol: 'TCP', port: '6379', cidrBlock: '10.0.1.0/24', description: '' };
    expect(securityGroups.accepts(securityGroupId, '10.0.1.0/24', 6379)).toBe(false);
    securityGroups.replaceRules(securityGroupId, { ingress: [rule], egress: [] });
    expect(securityGroups.accepts(securityGroupId, '10.0.1.0/24', 6379)).toBe(true);
    expect(securityGroups.accepts(securityGroupId, '10.0.1.0/24', 6380)).toBe(false);
    expect(securityGroups.accepts(securityGroupId, '10.0.2.0/24', 6379)).toBe(false);
  });

  it('matches ranges of ports, alone and in a list', () => {
    const { securityGroups } = trial.account;
    const { securityGroupId } = securityGroups.create({ region: 'ap-guangzhou', name: 'a', description: '', tags: {} });
    const rule = { action: 'ACCEPT', protocol: 'TCP', cidrBlock: '10.0.1.0/24', description: '' };
    const accepts = (port: number) => securityGroups.accepts(securityGroupId, '10.0.1.0/24', port);
    securityGroups.replaceRules(securityGroupId, { ingress: [{ ...rule, port: '8000-9000' }], egress: [] });
    expect([7999, 8000, 8500, 9000, 9001].map(accepts)).toEqual([false, true, true, true, false]);
    securityGroups.replaceRules(securityGroupId, { ingress: [{ ...rule, port: '22,6000-6400,443' }], egress: [] });
    expect([22, 443, 6379, 5999].map(accepts)).toEqual([true, true, true, false]);
  });

  it.each([
    { action: 'MAYBE' },
    { protocol: 'PIGEON' },
    { port: 'http' },
    { port: '9000-8000' },
    { port: '65536' },
    { port: '80,1-65536' },
    { cidrBlock: 'home' },
  ])('refuses a rule with %j', (changes) => {
    const { securityGroups } = trial.account;
    const { securityGroupId } = securityGroups.create({ region: 'ap-guangzhou', name: 'a', description: '', tags: {} });
    const rule = {
      action: 'ACCEPT',
      protocol: 'TCP',
      port: '1',
      cidrBlock: '10.0.0.0/8',
      description: '',
      ...changes,
    };
    refuses(
      () => securityGroups.replaceRules(securityGroupId, { ingress: [rule], egress: [] }),
      'InvalidParameterValue.Malformed',
    );
  });
});

describe.skipIf(!hasRedisServer)('A Redis instance', () => {
  it.each<[string, Partial<NewRedis>, string]>([
    ['a name of 60 characters', { name: 'a'.repeat(60) }, 'InvalidParameterValue.InstanceNameRuleError'],
    ['a password that is too short', { password: 'aB3' }, 'InvalidParameterValue.PasswordRuleError'],
    ['a password of one kind of character', { password: 'abcdefgh' }, 'InvalidParameterValue.PasswordRuleError'],
    ['a password that starts with a slash', { password: '/abcdef1' }, 'InvalidParameterValue.PasswordRuleError'],
    ['no password', { password: '' }, 'InvalidParameterValue.PasswordEmpty'],
    ['an edition that is not sold', { typeId: 5 }, 'ResourceUnavailable.NoTypeIdRedisService'],
    ['too little memory', { memSize: 512 }, 'LimitExceeded.InvalidMemSize'],
    ['several shards in a standard edition', { shards: 3 }, 'InvalidParameterValue.SpecNotExist'],
    ['a zone that is not the subnet’s', { zone: 'ap-guangzhou-4' }, 'InvalidParameterValue.InvalidSubnetId'],
    ['a zone of another region', { zone: 'ap-beijing-3' }, 'ResourceUnavailable.NoRedisService'],
    ['a subnet of another VPC', { vpcId: 'vpc-none' }, 'InvalidParameterValue.InvalidSubnetId'],
    ['a subnet that does not exist', { subnetId: 'subnet-none' }, 'ResourceNotFound'],
    [
      'a security group that does not exist',
      { securityGroups: ['sg-none'] },
      'InvalidParameterValue.SecurityGroupIdsNotExists',
    ],
  ])('is refused for %s', (_, changes, code) => {
    const wanted = { ...newRedis(makeNetwork(trial.account)), ...changes };
    refuses(() => trial.account.redis.create(wanted), code);
  });

  it('may have a name of 59 characters, with a space as the document’s', () => {
    const { redis } = trial.account;
    const name = `数据库 ${'名'.repeat(55)}`;
    const { instanceId } = redis.create({ ...newRedis(makeNetwork(trial.account)), name });
    expect(redis.instance(instanceId).name).toBe(name);
    expect(redis.change(instanceId, { name: '名'.repeat(60) }).name).toHaveLength(60);
    refuses(() => redis.change(instanceId, { name: 'a'.repeat(61) }), 'InvalidParameterValue.InstanceNameRuleError');
  });

  it('is a server with its password, online after a transition, and in its subnet until it is cleaned up', async () => {
    const { redis, vpc } = trial.account;
    const network = makeNetwork(trial.account);
    const { instanceId, state, address } = redis.create(newRedis(network));
    expect(state).toBe('processing');
    expect(address).toBe('10.0.1.2');
    refuses(() => redis.isolate(instanceId), 'ResourceUnavailable.InstanceStatusError');
    while (redis.instance(instanceId).state !== 'online') await sleep(5);

    const server = await redis.server(instanceId);
    const client = new Redis({ port: server?.port ?? 0, password: 'secret-1234' });
    expect(await client.ping()).toBe('PONG');
    client.disconnect();

    redis.isolate(instanceId);
    refuses(() => vpc.deleteSubnet(network.subnetId), 'ResourceInUse');
    await redis.cleanUp(instanceId);
    expect(server?.process.signalCode).toBe('SIGKILL');
    vpc.deleteSubnet(network.subnetId);
  });
});

describe('A role', () => {
  it('may call the actions that its policies allow', () => {
    const { cam } = trial.account;
    const common = { description: '', tags: {} };
    cam.createRole({ name: 'sender', document: trusting('scf.qcloud.com'), ...common });
    expect(cam.trusts('sender', 'scf.qcloud.com')).toBe(true);
    expect(cam.trusts('sender', 'cvm.qcloud.com')).toBe(false);
    expect(cam.allows('sender', 'sms:SendSms')).toBe(false);
    cam.attach('sender', 'QcloudSMSFullAccess');
    expect(cam.allows('sender', 'sms:SendSms')).toBe(true);
    expect(cam.allows('sender', 'scf:CreateFunction')).toBe(false);
    const document = JSON.stringify({
      version: '2.0',
      statement: [{ effect: 'deny', action: 'sms:*', resource: '*' }],
    });
    const { policyId } = cam.createPolicy({ name: 'silent', document, ...common });
    cam.attach('sender', 'silent');
    expect(cam.allows('sender', 'sms:SendSms')).toBe(false);
    cam.deletePolicy(policyId);
    expect(cam.allows('sender', 'sms:SendSms')).toBe(true);
    refuses(
      () => cam.createRole({ name: 'sender', document: trusting('scf.qcloud.com'), ...common }),
      'InvalidParameter.RoleNameInUse',
    );
    refuses(() => cam.attach('sender', 'unheard-of'), 'InvalidParameter.PolicyIdNotExist');
    refuses(() => cam.attach('nobody', 'QcloudSMSFullAccess'), 'InvalidParameter.RoleNotExist');
    cam.deleteRole('sender');
    refuses(() => cam.role('sender'), 'InvalidParameter.RoleNotExist');
  });

  it.each([
    ['{', 'InvalidParameter.PolicyDocumentError'],
    ['{"version":"1.0","statement":[]}', 'InvalidParameter.VersionError'],
    ['{"version":"2.0","statement":[{"effect":"perhaps","action":"a"}]}', 'InvalidParameter.EffectError'],
    ['{"version":"2.0","statement":[{"effect":"allow","action":"a"}]}', 'InvalidParameter.PrincipalError'],
    [trusting('nobody.example.com'), 'InvalidParameter.PrincipalServiceNotExist'],
  ])('is refused for the document %s', (document, code) => {
    refuses(() => trial.account.cam.createRole({ name: 'b', document, description: '', tags: {} }), code);
  });
});

describe('A function', () => {
  it.each<[string, Partial<NewFunction>, string]>([
    ['a name that ends in a hyphen', { name: 'a-' }, 'InvalidParameterValue.FunctionName'],
    ['an unknown runtime', { runtime: 'Nodejs99' }, 'InvalidParameterValue.Runtime'],
    ['a handler without a function', { handler: 'index' }, 'InvalidParameterValue.Handler'],
    ['code that is not a zip', { code: Buffer.from('text').toString('base64') }, 'InvalidParameterValue.ZipFile'],
    [
      'a zip without the handler’s file',
      { code: zipFilesToBase64({ 'other.js': '' }) },
      'InvalidParameterValue.ZipFile',
    ],
    [
      'variables of more than 4 kB',
      { variables: { AB: 'a'.repeat(4095) } },
      'InvalidParameterValue.EnvironmentExceededLimit',
    ],
    [
      'a variable with a reserved prefix',
      { variables: { SCF_X: '1' } },
      'InvalidParameterValue.EnvironmentSystemProtect',
    ],
    ['a variable with a name of one letter', { variables: { A: '1' } }, 'InvalidParameterValue.Environment'],
    [
      'a variable with a name of 65 letters',
      { variables: { ['A'.repeat(65)]: '1' } },
      'InvalidParameterValue.Environment',
    ],
    [
      'a zip of more than 50 MB',
      { code: Buffer.alloc(50 * 1024 * 1024 + 1).toString('base64') },
      'InvalidParameterValue.ZipFile',
    ],
    ['memory that is not a multiple of 128 MB', { memorySize: 100 }, 'InvalidParameterValue.MemorySize'],
    ['a time-out that is too long', { timeout: 3600 }, 'InvalidParameterValue'],
    ['a role that does not exist', { role: 'nobody' }, 'ResourceNotFound.Role'],
    ['a VPC without a subnet', { vpcId: 'vpc-1' }, 'InvalidParameterValue.Vpc'],
    ['a subnet that does not exist', { vpcId: 'vpc-1', subnetId: 'subnet-1' }, 'InvalidParameterValue.Vpc'],
    ['a log topic that does not exist', { logsetId: 'a', topicId: 'b' }, 'InvalidParameterValue.Cls'],
  ])('is refused for %s', (_, changes, code) => {
    refuses(() => trial.account.scf.create(newFunction(changes)), code);
  });

  it('takes a larger zip when it is created than later', async () => {
    const { scf } = trial.account;
    const content = new Uint8Array(20 * 1024 * 1024 + 1);
    const code = Buffer.from(zipSync({ 'index.js': [content, { level: 0 }] })).toString('base64');
    scf.create(newFunction({ name: 'large', code }));
    while (scf.get('default', 'large').status !== 'Active') await sleep(5);
    refuses(() => scf.change('default', 'large', { code }), 'InvalidParameterValue.ZipFile');
    expect(scf.change('default', 'large', { timeout: 9 }).codeSize).toBeGreaterThan(content.length);
    scf.delete('default', 'large');
  });

  it('is refused for a role that does not trust functions', () => {
    const { cam, scf } = trial.account;
    cam.createRole({ name: 'machine', document: trusting('cvm.qcloud.com'), description: '', tags: {} });
    refuses(() => scf.create(newFunction({ role: 'machine' })), 'FailedOperation.CallRoleFailed');
  });

  it('is active after a transition, changes in place, and has one Function URL, which is deleted with it', async () => {
    const { scf, triggers } = trial.account;
    const { functionId, status } = scf.create(newFunction({ name: 'first' }));
    expect(status).toBe('Creating');
    refuses(() => scf.create(newFunction({ name: 'first' })), 'ResourceInUse.FunctionName');
    refuses(() => scf.change('default', 'first', { timeout: 9 }), 'FailedOperation.FunctionStatusError');
    while (scf.get('default', 'first').status !== 'Active') await sleep(5);
    refuses(() => scf.change('default', 'first', { runtime: 'Nodejs18.15' }), 'InvalidParameterValue.Runtime');
    expect(scf.change('default', 'first', { timeout: 9 })).toMatchObject({
      status: 'Updating',
      timeout: 9,
      revision: 2,
    });

    const description = JSON.stringify({
      AuthType: 'NONE',
      NetConfig: { EnableExtranet: true, EnableIntranet: false },
    });
    const wanted = { type: 'http', qualifier: '$DEFAULT', description };
    const create = (changes: object) => triggers.create(functionId, { ...wanted, ...changes });
    const code = (name: string) => expect.objectContaining({ code: name });
    await expect(create({ type: 'timer' })).rejects.toEqual(code('InvalidParameterValue.Type'));
    await expect(create({ description: '{}' })).rejects.toEqual(code('InvalidParameterValue.TriggerDesc'));
    await expect(create({ qualifier: '7' })).rejects.toEqual(code('ResourceNotFound.Qualifier'));
    await create({});
    await expect(create({})).rejects.toEqual(code('ResourceInUse.Trigger'));

    trial.endpointEvents.length = 0;
    scf.delete('default', 'first');
    expect(triggers.find(functionId)).toBeUndefined();
    expect(trial.endpointEvents.sort()).toEqual([`close ${functionId}`, `end ${functionId}`]);
  });
});

describe('An API Gateway service', () => {
  it('is released with its APIs, and cannot be deleted before them', async () => {
    const { gateway, scf } = trial.account;
    scf.create(newFunction({ name: 'behind' }));
    const service = { name: 'sms_demo', description: '', protocol: 'http&https', netTypes: ['OUTER'], tags: {} };
    await expect(gateway.createService({ ...service, name: 'sms-demo' })).rejects.toThrow(
      'letters, digits and underscores',
    );
    const { serviceId } = await gateway.createService(service);
    refuses(() => gateway.release(serviceId, 'release', ''), 'FailedOperation.ServiceError');
    const api = newGatewayApi({ serviceId, name: 'sms_demo', functionName: 'behind' });
    refuses(() => gateway.createApi({ ...api, functionName: 'none' }), 'InvalidParameterValue.InvalidScfConfig');
    const { apiId } = gateway.createApi(api);
    refuses(() => gateway.createApi(api), 'InvalidParameterValue.InvalidApiRequestConfig');
    gateway.release(serviceId, 'release', 'first');
    await expect(gateway.deleteService(serviceId)).rejects.toMatchObject({
      code: 'UnsupportedOperation.ApiListNotEmpty',
    });
    gateway.deleteApi(apiId);
    await expect(gateway.deleteService(serviceId)).rejects.toMatchObject({
      code: 'UnsupportedOperation.ExistingOnlineEnvironment',
    });
    gateway.unrelease(serviceId, 'release');
    await gateway.deleteService(serviceId);
    refuses(() => gateway.service(serviceId), 'ResourceNotFound.InvalidService');
  });
});

describe('The log service', () => {
  it('refuses duplicate names, and does not delete what is in use', () => {
    const { cls } = trial.account;
    const { logsetId } = cls.createLogset('a', {});
    refuses(() => cls.createLogset('a', {}), 'InvalidParameter.LogsetConflict');
    const topic = { logsetId, name: 'b', period: 7, settings: {}, tags: {} };
    refuses(() => cls.createTopic({ ...topic, period: 0 }), 'FailedOperation.InvalidPeriod');
    const { topicId } = cls.createTopic(topic);
    refuses(() => cls.createTopic(topic), 'InvalidParameter.TopicConflict');
    refuses(() => cls.deleteLogset(logsetId), 'FailedOperation.LogsetNotEmpty');
    const { noticeId } = cls.createNotice({ name: 'c', settings: {}, tags: {} });
    const alarm = { name: 'd', topicIds: [topicId], noticeIds: [noticeId], settings: {}, tags: {} };
    refuses(() => cls.createAlarm({ ...alarm, topicIds: ['none'] }), 'ResourceNotFound.TopicNotExist');
    refuses(() => cls.createAlarm({ ...alarm, noticeIds: ['none'] }), 'ResourceNotFound.AlarmNoticeNotExist');
    const { alarmId } = cls.createAlarm(alarm);
    refuses(() => cls.deleteTopic(topicId), 'FailedOperation');
    refuses(() => cls.deleteNotice(noticeId), 'FailedOperation');
    cls.deleteAlarm(alarmId);
    cls.deleteNotice(noticeId);
    cls.deleteTopic(topicId);
    cls.deleteLogset(logsetId);
  });
});

describe('The account', () => {
  it('lists its resources', () => {
    const { vpcId } = trial.account.vpc.createVpc({
      region: 'ap-nanjing',
      name: 'seen',
      cidrBlock: '192.168.0.0/16',
      tags: {},
    });
    expect(trial.account.contents()).toContain(`VPC ${vpcId} seen`);
  });
});
