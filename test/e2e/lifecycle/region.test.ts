import { expect, it } from 'vitest';
import { environment } from '../../support/synthesize';
import { describeWithProviders } from './live-environment';

const dev = environment('dev');
const beijing = environment('dev', { region: 'ap-beijing', network: { ...dev.network, zone: 'ap-beijing-3' } });
const zone4 = environment('dev', { network: { ...dev.network, zone: 'ap-guangzhou-4' } });

// platform: postcondition-at-plan
describeWithProviders('A live environment', (withLive) => {
  it('is not moved to another region: the plan is refused before anything is read or changed', () =>
    withLive(dev, async ({ cloud, deployment, plan, logIn, destroy }) => {
      const state = JSON.parse((await deployment.run('show', '-json')).printed);
      const records = state.values.root_module.resources.filter(
        ({ address }: { readonly address: string }) => address === 'terraform_data.region',
      );
      expect(records).toMatchObject([{ values: { output: 'ap-guangzhou' } }]);

      const before = cloud.account.contents();
      const { code, printed } = await plan(beijing);
      expect(code).toBe(1);
      expect(printed).toContain('region: found ap-beijing, but the environment is deployed in ap-guangzhou');
      expect(printed.match(/Error: /g)).toHaveLength(1);
      expect((await deployment.run('apply', '-auto-approve')).code).toBe(1);
      expect(cloud.account.contents()).toEqual(before);
      expect((await plan(dev)).printed).toContain('No changes.');
      await logIn();
      await destroy();
    }));

  it('is replaced in another zone, and answers there', () =>
    withLive(dev, async ({ cloud, plan, change, logIn, destroy }) => {
      await logIn();
      expect((await plan(zone4)).printed).toMatch(/redis_instance\.\S+ (must|will) be replaced/);
      await change(zone4);
      expect(cloud.account.redis.instances()).toMatchObject([{ zone: 'ap-guangzhou-4' }]);
      await logIn('8618566246601');
      await destroy();
    }));
});
