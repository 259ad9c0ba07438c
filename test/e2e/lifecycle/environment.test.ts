import { expect, it } from 'vitest';
import { checkEnvironment } from '../../../infra/settings/check-environment';
import type { EnvironmentSettings } from '../../../infra/settings/environment-schema';
import { documentSmsContent } from '../../../infra/settings/published-presets';
import { environment } from '../../support/synthesize';
import { describeWithProviders } from './live-environment';

const prod = environment('prod');
const settings = environment('dev', { smsContent: documentSmsContent });

describeWithProviders('A live environment', (withLive) => {
  it('that is not deletable, such as prod, can be given up', () =>
    withLive(prod, async ({ cloud, deployment, plan, change, logIn, destroy }) => {
      await logIn();
      expect((await deployment.run('destroy', '-auto-approve')).code).toBe(1);
      const before = cloud.account.contents();
      const deletable = checkEnvironment({ ...prod, deletable: true });
      expect((await plan(deletable)).printed).toContain('Plan: 0 to add, 1 to change, 0 to destroy.');
      await change(deletable);
      expect(cloud.account.contents()).toEqual(before);
      await destroy();
    }));

  it('is renamed in all its parts', () =>
    withLive(settings, async ({ cloud, change, logIn, destroy }) => {
      if (settings.codeStore === 'memory') throw new Error('dev has Redis');
      const redis = cloud.account.redis.instances()[0]?.instanceId;
      const renamed: EnvironmentSettings = {
        ...settings,
        network: { ...settings.network, vpcName: 'Other VPC', subnetName: 'Other subnet' },
        codeStore: { ...settings.codeStore, instanceName: 'other-redis' },
        function: { ...settings.function, name: 'other-function' },
        smsContent: { ...documentSmsContent, templateName: 'Other template' },
      };
      await change(renamed);
      const names = cloud.account
        .contents()
        .join('\n')
        .match(/other[ -]\w+/gi);
      const expected = ['Other VPC', 'Other subnet', 'other-redis', 'other-function', 'Other template'];
      expect(names).toEqual(expect.arrayContaining(expected));
      expect(cloud.account.redis.instances()).toMatchObject([{ instanceId: redis }]);
      await logIn();
      await destroy();
    }));
});
