import { setTimeout as sleep } from 'node:timers/promises';
import { redis as redisSdk } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis';
import { beforeEach, describe, expect, it } from 'vitest';
import { hasRedisServer, startRedisServer } from '../../../local-cloud/process/redis-server';
import { redisParamResources } from '../../../local-cloud/provider/resources/redis-param-resources';
import { sendToRedis } from '../../support/redis-command';
import { serveTrialAccount } from '../api/trial-api';
import { makeNetwork, newRedis, startTrialAccount, type TrialAccount } from '../trial-account';

const policy = (value: string) => ({ 'maxmemory-policy': value });

/** Of a caller that stays. */
const { signal } = new AbortController();

describe.skipIf(!hasRedisServer)('The parameters of a Redis instance', () => {
  let trial: TrialAccount;
  let instanceId: string;

  beforeEach(async () => {
    trial = startTrialAccount({ transitionMs: 20 });
    instanceId = trial.account.redis.create(newRedis(makeNetwork(trial.account))).instanceId;
    while (state() !== 'online') await sleep(5);
    return () => trial.stop();
  });

  const state = () => trial.account.redis.instance(instanceId).state;
  const refusal = (code: string, message = '') =>
    expect.objectContaining({ code, message: expect.stringContaining(message) });

  /** The policy with which the server runs. */
  async function policyOfServer(): Promise<unknown> {
    const server = await trial.account.redis.server(instanceId);
    if (server === undefined) throw new Error('no server');
    return sendToRedis(server, 'CONFIG', 'GET', 'maxmemory-policy');
  }

  async function change(value: string): Promise<void> {
    const { redis } = trial.account;
    const task = redis.changeParameters(instanceId, policy(value));
    while (redis.task(task).status === 'running') await sleep(5);
    expect(redis.task(task)).toEqual({ instanceId, status: 'succeed' });
  }

  it('are the cloud’s defaults at first', async () => {
    expect(trial.account.redis.parameters(instanceId)).toEqual(policy('noeviction'));
    expect(await policyOfServer()).toEqual(['maxmemory-policy', 'noeviction']);
  });

  it('take effect on the server at the end of the task, and after a restart', async () => {
    const { redis } = trial.account;
    const task = redis.changeParameters(instanceId, policy('volatile-lru'));
    expect(redis.task(task).status).toBe('running');
    expect(state()).toBe('processing');
    expect(redis.parameters(instanceId)).toEqual(policy('noeviction'));
    while (redis.task(task).status === 'running') await sleep(5);
    expect(state()).toBe('online');
    expect(redis.parameters(instanceId)).toEqual(policy('volatile-lru'));
    expect(await policyOfServer()).toEqual(['maxmemory-policy', 'volatile-lru']);
    await redis.restart(instanceId);
    expect(await policyOfServer()).toEqual(['maxmemory-policy', 'volatile-lru']);
  });

  it('stay if the server does not answer, and the task fails', async () => {
    const { redis } = trial.account;
    const task = redis.changeParameters(instanceId, policy('volatile-lru'));
    (await redis.server(instanceId))?.process.kill('SIGKILL');
    while (redis.task(task).status === 'running') await sleep(5);
    expect(redis.task(task).status).toBe('failed');
    expect(redis.parameters(instanceId)).toEqual(policy('noeviction'));
    expect(state()).toBe('online');
  });

  it.each([
    [{ 'maxmemory-polici': 'noeviction' }, 'There is no parameter maxmemory-polici; there is maxmemory-policy.'],
    [{ maxmemory: '1' }, 'There is no parameter maxmemory; there is maxmemory-policy.'],
    [policy('never'), 'cannot be never, but allkeys-lru, '],
    [policy('NOEVICTION'), 'cannot be NOEVICTION'],
  ])('are refused if they are %j, and change nothing', (changes, message) => {
    const { redis } = trial.account;
    expect(() => redis.changeParameters(instanceId, changes as Readonly<Record<string, string>>)).toThrow(
      refusal('InvalidParameter', message),
    );
    expect(state()).toBe('online');
  });

  it('can be changed only while the instance is online, and read until it is isolated', () => {
    const { redis } = trial.account;
    redis.resize(instanceId, { memSize: 2048 });
    expect(() => redis.changeParameters(instanceId, policy('volatile-lru'))).toThrow(
      refusal('ResourceUnavailable.InstanceStateError'),
    );
    expect(redis.parameters(instanceId)).toEqual(policy('noeviction'));
    expect(() => redis.parameters('crs-none')).toThrow(refusal('ResourceNotFound.InstanceNotExists'));
  });

  it('cannot be read from an isolated instance', () => {
    const { redis } = trial.account;
    redis.isolate(instanceId);
    expect(() => redis.parameters(instanceId)).toThrow(refusal('ResourceUnavailable.InstanceStatusError'));
  });

  it('are read and changed over the API, by tasks that end', async () => {
    const { config, stop } = await serveTrialAccount(trial);
    try {
      const client = new redisSdk.v20180412.Client(config());
      const read = async () => (await client.DescribeInstanceParams({ InstanceId: instanceId })).InstanceEnumParam;
      const modify = (Key: string, Value: string) =>
        client.ModifyInstanceParams({ InstanceId: instanceId, InstanceParams: [{ Key, Value }] });
      const name = 'maxmemory-policy';
      expect(await read()).toEqual([
        expect.objectContaining({
          ParamName: name,
          DefaultValue: 'noeviction',
          CurrentValue: 'noeviction',
          EnumValue: expect.arrayContaining(['noeviction', 'volatile-lru']),
          Status: 2,
        }),
      ]);
      const { TaskId = 0 } = await modify(name, 'allkeys-lru');
      const task = async () => (await client.DescribeTaskInfo({ TaskId })).Status;
      while ((await task()) === 'running') await sleep(5);
      expect(await task()).toBe('succeed');
      expect(await read()).toMatchObject([{ CurrentValue: 'allkeys-lru', Status: 2 }]);
      await expect(modify(name, 'never')).rejects.toEqual(refusal('InvalidParameter'));
      await expect(modify('maxmemory', '1')).rejects.toEqual(refusal('InvalidParameter'));
      await expect(client.DescribeTaskInfo({ TaskId: 99 })).rejects.toEqual(
        refusal('InvalidParameter.InvalidParameter'),
      );
    } finally {
      await stop();
    }
  });

  it('are set by the Terraform provider, which reads the configured ones and reverts changes', async () => {
    const { tencentcloud_redis_param: type } = redisParamResources(trial.account.redis);
    const wanted = { instance_id: instanceId, instance_params: policy('volatile-ttl') };
    const state = { ...wanted, id: instanceId };
    expect(await type?.create(wanted, signal)).toEqual(state);
    await change('allkeys-lru');
    const changed = { ...state, instance_params: policy('allkeys-lru') };
    expect(await type?.read(state)).toEqual(changed);
    expect(await type?.update?.(state, changed, signal)).toEqual(state);
    expect(await type?.read({ id: instanceId })).toEqual(state);
    await type?.delete(state);
    expect(await policyOfServer()).toEqual(['maxmemory-policy', 'volatile-ttl']);
  });

  it('stay those of the old instance for the Terraform provider if another one is configured', async () => {
    const { tencentcloud_redis_param: type } = redisParamResources(trial.account.redis);
    const prior = { id: instanceId, instance_id: instanceId, instance_params: policy('noeviction') };
    expect(await type?.update?.({ ...prior, instance_id: 'crs-another' }, prior, signal)).toEqual(prior);
    await expect(type?.read({ ...prior, id: 'crs-none' })).rejects.toEqual(
      refusal('ResourceNotFound.InstanceNotExists'),
    );
  });
});

describe.skipIf(!hasRedisServer)('A redis-server process', () => {
  it('starts with the settings that it is given, and refuses invalid ones', async () => {
    const server = await startRedisServer({ password: 'settings', parameters: policy('allkeys-random') });
    try {
      expect(await sendToRedis(server, 'CONFIG', 'GET', 'maxmemory-policy')).toContain('allkeys-random');
      await expect(server.configure(policy('never'))).rejects.toThrow('maxmemory-policy');
    } finally {
      await server.stop();
    }
  });
});
