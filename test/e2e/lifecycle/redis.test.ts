import { expect, it } from 'vitest';
import type { EnvironmentSettings } from '../../../infra/settings/environment-schema';
import type { RedisStoreSettings } from '../../../infra/settings/infrastructure-schema';
import { atLength, isAtLength } from '../../support/at-length';
import { environment } from '../../support/synthesize';
import { describeWithProviders } from './live-environment';

const redis: RedisStoreSettings = {
  instanceName: 'codes',
  version: '5.0',
  architecture: 'standard',
  memoryMb: 1024,
  replicas: 1,
};
const dev = (changes: Partial<RedisStoreSettings> = {}, others: Partial<EnvironmentSettings> = {}) =>
  environment('dev', { codeStore: { ...redis, ...changes }, ...others });

// platform: redis-version-upgrade, redis-architecture-upgrade
describeWithProviders('The Redis of a live environment', (withLive) => {
  it('is upgraded to a newer version in place, and not downgraded again', () =>
    withLive(dev(), async ({ cloud, deployment, plan, change, logIn, destroy }) => {
      await logIn();
      const [before] = cloud.account.redis.instances();
      const upgrade = await plan(dev({ version: '6.2' }));
      expect(upgrade.printed).toMatch(/redis_instance\.\S+ will be updated in-place/);
      expect(upgrade.printed).toContain('type_id = 8 -> 15');
      expect(upgrade.printed).toContain('Plan: 0 to add, 2 to change, 0 to destroy');
      await change(dev({ version: '6.2' }));
      const [after] = cloud.account.redis.instances();
      expect(after).toEqual({ ...before, typeId: 15 });
      expect(cloud.account.redis.parameters(after?.instanceId ?? '')).toEqual({ 'maxmemory-policy': 'noeviction' });
      await logIn('8618566246601');

      const downgrade = await plan(dev());
      expect(downgrade.code).toBe(1);
      expect(downgrade.printed).toContain(
        'codeStore.version: found 5.0, but the instance has 6.2, and the platform does not downgrade an instance; ' +
          "allowed: the instance's version or a newer one.",
      );
      expect(cloud.account.redis.instances()).toEqual([after]);
      // What the error says to do.
      const [, address = ''] = /apply with -replace=(\S+)\./.exec(downgrade.printed) ?? [];
      expect((await deployment.run('apply', '-auto-approve', `-replace=${address}`)).code).toBe(0);
      expect(cloud.account.redis.instances()).toMatchObject([{ typeId: 8 }]);
      expect((await plan(dev())).code).toBe(0);
      await destroy();
    }));

  // platform: redis-upgrade-switch
  it.runIf(isAtLength)(
    atLength('is upgraded by somebody in its maintenance window, after which the settings follow'),
    () =>
      withLive(dev(), async ({ cloud, plan, change, logIn, destroy }) => {
        const { redis: service } = cloud.account;
        const instanceId = service.instances()[0]?.instanceId ?? '';
        service.upgrade(instanceId, 15, 'in-maintenance');
        service.beginMaintenance(instanceId);
        await expect.poll(() => service.instance(instanceId).state, { timeout: 10_000 }).toBe('online');
        expect((await plan(dev())).printed).toContain('type_id = 15 -> 8');
        const { printed } = await plan(dev({ version: '6.2' }));
        expect(printed).toContain('Plan: 0 to add, 1 to change, 0 to destroy');
        expect(printed).not.toContain('type_id =');
        await change(dev({ version: '6.2' }));
        expect(service.instances()).toMatchObject([{ instanceId, typeId: 15 }]);
        await logIn();
        await destroy();
      }),
  );

  it.runIf(isAtLength)(atLength('is replaced by a cluster, also of another version, and back'), () =>
    withLive(dev(), async ({ cloud, plan, change, logIn, destroy }) => {
      const cluster = dev({ architecture: 'cluster', shards: 3, version: '4.0' });
      const { printed } = await plan(cluster);
      expect(printed).toMatch(/redis_instance\.\S+ will be replaced due to changes in replace_triggered_by/);
      await change(cluster);
      expect(cloud.account.redis.instances()).toMatchObject([{ typeId: 7, shards: 3 }]);
      await logIn();
      await change(dev({ version: '4.0' }));
      expect(cloud.account.redis.instances()).toMatchObject([{ typeId: 6, shards: 1 }]);
      await destroy();
    }),
  );

  it('is not replaced in an environment that is not deletable', () =>
    withLive(dev({}, { deletable: false }), async ({ cloud, plan }) => {
      const before = cloud.account.redis.instances();
      const { code, printed } = await plan(dev({ architecture: 'cluster' }, { deletable: false }));
      expect(code).toBe(1);
      expect(printed).toContain('Instance cannot be destroyed');
      expect(cloud.account.redis.instances()).toEqual(before);
    }));
});
