import { setTimeout as sleep } from 'node:timers/promises';
import { redis as redisSdk } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasRedisServer } from '../../../local-cloud/process/redis-server';
import { redisResources } from '../../../local-cloud/provider/resources/redis-resources';
import { serveTrialAccount } from '../api/trial-api';
import { makeNetwork, newRedis, startTrialAccount, type TrialAccount } from '../trial-account';

const transitionMs = 60;

/** Of a caller that stays. */
const { signal } = new AbortController();

describe.skipIf(!hasRedisServer)('Resizing a Redis instance', () => {
  let trial: TrialAccount;
  let instanceId: string;

  beforeEach(async () => {
    trial = startTrialAccount({ transitionMs });
    instanceId = trial.account.redis.create(newRedis(makeNetwork(trial.account))).instanceId;
    await untilOnline();
    return () => trial.stop();
  });

  const state = () => trial.account.redis.instance(instanceId).state;
  async function untilOnline() {
    while (state() !== 'online') await sleep(5);
  }

  it('takes a transition, in which the instance is processing', async () => {
    const started = performance.now();
    trial.account.redis.resize(instanceId, { memSize: 2048 });
    expect(trial.account.redis.instance(instanceId)).toMatchObject({ memSize: 2048, state: 'processing' });
    await untilOnline();
    expect(performance.now() - started).toBeGreaterThan(transitionMs - 5);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('is refused while the instance is not online', async () => {
    const { redis } = trial.account;
    redis.isolate(instanceId);
    expect(() => redis.resize(instanceId, { memSize: 2048 })).toThrow(
      expect.objectContaining({ code: 'ResourceUnavailable.InstanceStatusError' }),
    );
    await sleep(2 * transitionMs);
    expect(state()).toBe('isolated');
  });

  it('goes through the same transition from the Terraform provider, which waits until it is over', async () => {
    const { tencentcloud_redis_instance: type } = redisResources(trial.account.redis, () => 'ap-guangzhou');
    const prior = (await type?.read({ id: instanceId })) ?? {};
    const updated = type?.update?.({ ...prior, mem_size: 2048, name: 'renamed' }, prior, signal);
    expect(trial.account.redis.instance(instanceId)).toMatchObject({ memSize: 2048, state: 'processing' });
    expect(await updated).toMatchObject({ mem_size: 2048, name: 'renamed', status: 'online' });
  });

  it('takes no time from the Terraform provider when the size stays', async () => {
    const { tencentcloud_redis_instance: type } = redisResources(trial.account.redis, () => 'ap-guangzhou');
    const prior = (await type?.read({ id: instanceId })) ?? {};
    const updated = type?.update?.({ ...prior, name: 'renamed' }, prior, signal);
    expect(trial.account.redis.instance(instanceId)).toMatchObject({ name: 'renamed', state: 'online' });
    await updated;
  });

  it('lasts long enough over the API for a client that polls to see it begin', async () => {
    const { config, stop } = await serveTrialAccount(trial);
    try {
      const client = new redisSdk.v20180412.Client(config());
      const status = async () => (await client.DescribeInstances({ InstanceId: instanceId })).InstanceSet?.[0]?.Status;
      await client.UpgradeInstance({ InstanceId: instanceId, MemSize: 2048 });
      await sleep(2 * transitionMs);
      expect(await status()).toBe(1);
      await untilOnline();
      expect(await status()).toBe(2);
    } finally {
      await stop();
    }
  });
});

describe.skipIf(!hasRedisServer)('A Redis instance', () => {
  let trial: TrialAccount;
  beforeEach(() => {
    trial = startTrialAccount();
  });
  afterEach(() => trial.stop());

  it('stays isolated when it is isolated right after its password was reset', async () => {
    const { redis } = trial.account;
    const { instanceId } = redis.create(newRedis(makeNetwork(trial.account)));
    while (redis.instance(instanceId).state !== 'online') await sleep(5);
    await redis.resetPassword(instanceId, 'secret-5678');
    redis.isolate(instanceId);
    await sleep(20);
    expect(redis.instance(instanceId).state).toBe('isolated');
  });
});
