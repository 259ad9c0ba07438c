import { expect, it } from 'vitest';
import type { EnvironmentSettings } from '../../../infra/settings/environment-schema';
import { atLength, isAtLength } from '../../support/at-length';
import { environment } from '../../support/synthesize';
import { describeWithProviders } from './live-environment';

const dev = (changes: Partial<EnvironmentSettings> = {}) => environment('dev', changes);
const monitored = (retentionDays: number) => dev({ monitoring: { retentionDays } });
const { network } = environment('dev');
const inPlace = /tencentcloud_scf_function\.\S+ will be updated in-place/;
const replaced = /tencentcloud_scf_function\.\S+ will be replaced due to changes in replace_triggered_by/;

// platform: function-keeps-topic, network-moves-replace, runtime-at-creation
describeWithProviders('The function of a live environment', (withLive) => {
  it('gets a log topic in place, and is replaced when monitoring is taken away, so that it can change afterwards', () =>
    withLive(dev(), async ({ cloud, plan, change, logIn, destroy }) => {
      expect((await plan(monitored(7))).printed).toMatch(inPlace);
      await change(monitored(7));
      await change(monitored(30));
      expect(cloud.account.cls.topics()).toMatchObject([{ period: 30 }]);

      expect((await plan(dev())).printed).toMatch(replaced);
      await change(dev());
      expect(cloud.account.scf.functions()).toMatchObject([{ logsetId: '', topicId: '' }]);
      const changed = dev({ corsOrigins: ['https://app.example.com'] });
      expect((await plan(changed)).printed).toMatch(inPlace);
      await change(changed);
      await logIn();
      await destroy();
    }));

  it.runIf(isAtLength)(atLength('is replaced for another runtime, and keeps what it has without one'), () =>
    withLive(dev(), async ({ cloud, deployment, plan, change, logIn, destroy }) => {
      const older = dev({ function: { ...dev().function, runtime: 'Nodejs20.19' } });
      expect((await plan(older)).printed).toMatch(replaced);
      await change(older);
      expect(cloud.account.scf.functions()).toMatchObject([{ runtime: 'Nodejs20.19' }]);
      await logIn();

      // Deployed before there were other runtimes and a record of them.
      const { printed } = await deployment.run('state', 'list');
      const [record = ''] = /^terraform_data\.verification-function_record\S+/m.exec(printed) ?? [];
      await deployment.run('state', 'rm', record);
      expect((await plan(dev())).printed).toContain('Plan: 1 to add, 0 to change, 0 to destroy.');
      await change(dev());
      expect(cloud.account.scf.functions()).toMatchObject([{ runtime: 'Nodejs20.19' }]);
      await destroy();
    }),
  );

  const moves = 'moves to %s in place, and keeps its address';
  it.each([['other addresses', { ...network, vpcCidr: '10.8.0.0/16', subnetCidr: '10.8.1.0/24' }] as const])(
    moves,
    move,
  );
  it
    .runIf(isAtLength)
    .each([
      ['another subnet that overlaps the old one', { ...network, subnetCidr: '10.0.0.0/20' }] as const,
      ['another zone', { ...network, zone: 'ap-guangzhou-6' }] as const,
    ])(atLength(moves), move);

  function move(_: string, moved: typeof network): Promise<void> {
    return withLive(dev(), async ({ cloud, url, deployment, plan, change, logIn, destroy }) => {
      expect((await plan(dev({ network: moved }))).printed).toMatch(inPlace);
      await change(dev({ network: moved }));
      expect(cloud.account.vpc.subnets()).toMatchObject([{ cidrBlock: moved.subnetCidr, zone: moved.zone }]);
      expect(await deployment.output('url')).toBe(url);
      await logIn();
      await destroy();
    });
  }
});
