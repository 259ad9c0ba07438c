import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewRedis } from '../../../local-cloud/account/redis-instance';
import { hasRedisServer } from '../../../local-cloud/process/redis-server';
import { makeNetwork, newRedis, startTrialAccount, type TrialAccount } from '../trial-account';

const [three, four, six] = [3, 4, 6].map((zone) => `ap-guangzhou-${zone}`) as [string, string, string];
const none = { added: [], removed: [] };

// platform: redis-replica-zones, redis-maintenance-window
describe.skipIf(!hasRedisServer)('A Redis instance', () => {
  let trial: TrialAccount;
  beforeEach(() => {
    trial = startTrialAccount({ transitionMs: 20 });
  });
  afterEach(() => trial.stop());

  const make = (changes: Partial<NewRedis> = {}) =>
    trial.account.redis.create({ ...newRedis(makeNetwork(trial.account)), ...changes });
  const online = (instanceId: string) =>
    expect.poll(() => trial.account.redis.instance(instanceId).state, { timeout: 10_000 }).toBe('online');
  const nodes = (instanceId: string) => trial.account.redis.instance(instanceId).replicaNodes;
  const invalid = expect.objectContaining({ code: 'InvalidParameter.InvalidParameter' });

  it('names its replicas only if they are in several zones', () => {
    expect(make({ replicas: 2 }).replicaNodes).toBeUndefined();
    expect(make({ replicas: 2, replicaZones: [three, three] }).replicaNodes).toBeUndefined();
    expect(make({ replicas: 2, replicaZones: [four, six] }).replicaNodes).toMatchObject([
      { zone: four },
      { zone: six },
    ]);
  });

  it('is refused with another number of zones than replicas, and in a zone that there is not', () => {
    expect(() => make({ replicas: 2, replicaZones: [four] })).toThrow(invalid);
    expect(() => make({ replicas: 1, replicaZones: ['ap-guangzhou-9'] })).toThrow(
      expect.objectContaining({ code: 'ResourceUnavailable.NoServiceAvailableForThisZoneId' }),
    );
    expect(trial.account.redis.instances()).toEqual([]);
  });

  it('in several zones gets and loses replicas only by their zones and IDs', async () => {
    const { redis } = trial.account;
    const { instanceId } = make({ replicas: 2, replicaZones: [four, six] });
    await online(instanceId);
    expect(() => redis.resize(instanceId, { replicas: 3 })).toThrow(invalid);
    expect(() => redis.resize(instanceId, { replicas: 1 }, { nodes: { ...none, removed: [99] } })).toThrow(invalid);
    redis.resize(instanceId, { replicas: 3 }, { nodes: { ...none, added: [four] } });
    await online(instanceId);
    const [first] = nodes(instanceId) ?? [];
    redis.resize(instanceId, { replicas: 2 }, { nodes: { ...none, removed: [first?.nodeId ?? 0] } });
    await online(instanceId);
    expect(nodes(instanceId)?.map(({ zone }) => zone)).toEqual([six, four]);
    redis.resize(instanceId, { memSize: 2048 });
    expect(nodes(instanceId)).toHaveLength(2);
  });

  it('in a single zone gets zones only while it has one replica', async () => {
    const { redis } = trial.account;
    const { instanceId } = make({ replicas: 2 });
    await online(instanceId);
    const moved = { masterZone: three, replicaZones: [four, six] };
    expect(() => redis.moveReplica(instanceId, moved)).toThrow('only an instance with one can be moved');
    // What the provider would call for two zones.
    expect(() => redis.resize(instanceId, { replicas: 1 }, { nodes: { ...none, added: [four, six] } })).toThrow(
      invalid,
    );
    redis.resize(instanceId, { replicas: 1 });
    await online(instanceId);
    redis.moveReplica(instanceId, { masterZone: three, replicaZones: [four] });
    await online(instanceId);
    expect(nodes(instanceId)).toMatchObject([{ zone: four }]);
  });

  it.each([
    ['23:00', '23:30'],
    ['04:00', '04:45'],
    ['05:00', '04:00'],
    ['4:00', '05:00'],
  ])('has no maintenance window from %s to %s', (startTime, endTime) => {
    const { redis } = trial.account;
    const { instanceId } = make();
    const before = redis.maintenanceWindow(instanceId);
    expect(() => redis.changeMaintenanceWindow(instanceId, { startTime, endTime })).toThrow(
      expect.objectContaining({ code: 'InvalidParameter' }),
    );
    expect(redis.maintenanceWindow(instanceId)).toEqual(before);
  });
});
