import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasRedisServer } from '../../../local-cloud/process/redis-server';
import { makeNetwork, newRedis, startTrialAccount, type TrialAccount } from '../trial-account';

// platform: redis-version-upgrade, redis-architecture-upgrade, redis-upgrade-keeps, redis-one-size-at-a-time
describe.skipIf(!hasRedisServer)('A Redis instance', { timeout: 30_000 }, () => {
  let trial: TrialAccount;
  beforeEach(() => {
    trial = startTrialAccount({ transitionMs: 20 });
  });
  afterEach(() => trial.stop());

  const state = (instanceId: string) => trial.account.redis.instance(instanceId).state;
  async function create(changes: object = {}): Promise<string> {
    const { instanceId } = trial.account.redis.create({ ...newRedis(makeNetwork(trial.account)), ...changes });
    await expect.poll(() => state(instanceId), { timeout: 10_000 }).toBe('online');
    return instanceId;
  }

  it('is upgraded to a newer version with its data, its parameters and its address', async () => {
    const { redis } = trial.account;
    const instanceId = await create();
    const { address } = redis.instance(instanceId);
    redis.changeParameters(instanceId, { 'maxmemory-policy': 'allkeys-lru' });
    await expect.poll(() => state(instanceId), { timeout: 10_000 }).toBe('online');
    const client = new Redis({ ...redis.endpoint(instanceId), password: 'secret-1234', lazyConnect: true });
    await client.set('code', '123456');

    redis.upgrade(instanceId, 15);
    expect(redis.instance(instanceId)).toMatchObject({ typeId: 6, state: 'processing' });
    await expect.poll(() => state(instanceId), { timeout: 10_000 }).toBe('online');
    expect(redis.instance(instanceId)).toMatchObject({ typeId: 15, address });
    expect(redis.parameters(instanceId)).toEqual({ 'maxmemory-policy': 'allkeys-lru' });
    expect(await client.get('code')).toBe('123456');
    client.disconnect();
  });

  it.each([
    ['an older version', 15, 8],
    ['the same version', 15, 15],
    ['the standard architecture, from a cluster', 16, 15],
    ['a cluster of another version', 6, 9],
    ['a type that is not on sale', 6, 5],
  ])('is not upgraded to %s', async (_, typeId, wanted) => {
    const instanceId = await create({ typeId });
    expect(() => trial.account.redis.upgrade(instanceId, wanted)).toThrow(
      expect.objectContaining({ code: 'FailedOperation.Unknown' }),
    );
    expect(trial.account.redis.instance(instanceId)).toMatchObject({ typeId, state: 'online' });
  });

  // platform: redis-upgrade-switch
  it('waits for its maintenance window, if it is to be switched in it', async () => {
    const { redis } = trial.account;
    const instanceId = await create();
    redis.upgrade(instanceId, 15, 'in-maintenance');
    expect(redis.instance(instanceId)).toMatchObject({ typeId: 6, state: 'processing' });
    expect(() => redis.upgrade(instanceId, 15)).toThrow(
      expect.objectContaining({ code: 'ResourceUnavailable.InstanceStatusError' }),
    );
    redis.beginMaintenance(instanceId);
    await expect.poll(() => state(instanceId), { timeout: 10_000 }).toBe('online');
    expect(redis.instance(instanceId)).toMatchObject({ typeId: 15 });
  });

  it('is not upgraded while it is resized', async () => {
    const instanceId = await create();
    trial.account.redis.resize(instanceId, { replicas: 2 });
    expect(() => trial.account.redis.upgrade(instanceId, 15)).toThrow(
      expect.objectContaining({ code: 'ResourceUnavailable.InstanceStatusError' }),
    );
  });

  it('changes one of its sizes at a time', async () => {
    const instanceId = await create({ typeId: 16 });
    expect(() => trial.account.redis.resize(instanceId, { memSize: 2048, shards: 1, replicas: 2 })).toThrow(
      'memSize and replicas would change; change one of them at a time',
    );
    trial.account.redis.resize(instanceId, { memSize: 1024, shards: 3, replicas: 1 });
    expect(trial.account.redis.instance(instanceId)).toMatchObject({ shards: 3 });
  });
});
