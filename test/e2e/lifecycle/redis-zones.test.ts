import { expect, it } from 'vitest';
import type { RedisStoreSettings } from '../../../infra/settings/infrastructure-schema';
import { atLength, isAtLength } from '../../support/at-length';
import { environment } from '../../support/synthesize';
import { describeWithProviders } from './live-environment';

const redis: RedisStoreSettings = {
  instanceName: 'codes',
  version: '6.2',
  architecture: 'standard',
  memoryMb: 1024,
  replicas: 2,
};
const dev = (changes: Partial<RedisStoreSettings> = {}) => environment('dev', { codeStore: { ...redis, ...changes } });
const [three, four, six, seven] = [3, 4, 6, 7].map((zone) => `ap-guangzhou-${zone}`) as [
  string,
  string,
  string,
  string,
];

// platform: redis-replica-zones, redis-maintenance-window, redis-nodes-of-several-zones
describeWithProviders('The replicas of Redis', (withLive) => {
  it('are created in other zones, and move in place, in any number', () =>
    withLive(dev({ replicaZones: [six, four] }), async ({ cloud, plan, change, logIn, destroy }) => {
      const { redis: service } = cloud.account;
      const zones = () => service.instances()[0]?.replicaNodes?.map(({ zone }) => zone);
      const [before] = service.instances();
      expect(zones()).toEqual([six, four]);
      expect((await plan(dev({ replicaZones: [six, four] }))).code).toBe(0);
      await change(dev({ replicaZones: [four, seven] }));
      expect(zones()).toEqual([four, seven]);
      await change(dev({ replicas: 3, replicaZones: [four, seven, three] }));
      expect(zones()).toEqual([four, seven, three]);
      await change(dev({ replicas: 1, replicaZones: [four] }));
      expect(service.instances()).toMatchObject([{ instanceId: before?.instanceId, replicas: 1 }]);
      await logIn();

      const other = await plan(dev({ replicas: 2 }));
      expect(other.code).toBe(1);
      expect(other.printed).toContain(
        'codeStore.replicas: found 2, but the instance has 1 replicas in zones of their own; allowed: this number, or ' +
          'another one together with codeStore.replicaZones.',
      );
      expect((await plan(dev({ replicas: 1 }))).code).toBe(0);
      await destroy();
    }));

  it.runIf(isAtLength)(
    atLength('of an instance in a single zone get zones in place, in the steps that a refused plan names'),
    () =>
      withLive(dev(), async ({ cloud, plan, change, logIn, destroy }) => {
        const { redis: service } = cloud.account;
        const [before] = service.instances();
        const wanted = dev({ replicaZones: [four, six] });
        const refused = await plan(wanted);
        expect(refused.code).toBe(1);
        expect(refused.printed).toContain(
          `codeStore.replicaZones: found ${four}, ${six}, but the instance was created in a single zone, and can only be ` +
            'given zones while it has one replica; allowed: none, to leave it as it is. To move it in place, deploy three ' +
            `times: with replicas: 1 and no replicaZones, then with replicas: 1 and replicaZones of ${four} alone, then with ` +
            'these settings.',
        );
        expect(service.instances()).toEqual([before]);
        await change(dev({ replicas: 1 }));
        await change(dev({ replicas: 1, replicaZones: [four] }));
        await change(wanted);
        expect(service.instances()).toMatchObject([
          { instanceId: before?.instanceId, replicas: 2, replicaNodes: [{ zone: four }, { zone: six }] },
        ]);
        await logIn();
        await destroy();
      }),
  );

  it('are refused in a zone without Redis, by its name', () =>
    withLive(dev(), async ({ plan }) => {
      const { code, printed } = await plan(dev({ replicas: 1, replicaZones: ['ap-guangzhou-9'] }));
      expect(code).toBe(1);
      expect(printed).toContain(
        'codeStore.replicaZones: found ap-guangzhou-9; allowed: zones in which the platform has Redis, ' +
          'ap-guangzhou-3, ap-guangzhou-4, ap-guangzhou-6, ap-guangzhou-7.',
      );
    }));
});

describeWithProviders('The maintenance window of Redis', (withLive) => {
  it('is set, changed, reverted, and left as it is', () =>
    withLive(
      dev({ maintenanceWindow: { from: '04:00', to: '05:00' } }),
      async ({ cloud, deployment, plan, change, destroy }) => {
        const { redis: service } = cloud.account;
        const instanceId = service.instances()[0]?.instanceId ?? '';
        expect(service.maintenanceWindow(instanceId)).toEqual({ startTime: '04:00', endTime: '05:00' });
        const other = dev({ maintenanceWindow: { from: '02:30', to: '05:30' } });
        await change(other);
        service.changeMaintenanceWindow(instanceId, { startTime: '10:00', endTime: '11:00' });
        expect((await plan(other)).printed).toContain('"10:00" -> "02:30"');
        await deployment.apply();
        await change(dev());
        expect(service.maintenanceWindow(instanceId)).toEqual({ startTime: '02:30', endTime: '05:30' });
        await destroy();
      },
    ));
});
