import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import provider from '../../infra/provider-tencentcloud/provider.json';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import { documentSmsContent } from '../../infra/settings/published-presets';
import { webhookKinds } from '../../infra/settings/webhook-kinds';
import { hasRedisServer } from '../../local-cloud/process/redis-server';
import { call, codeFor } from '../support/client';
import { type DeployedEnvironment, deployEnvironment, startTestCloud } from '../support/deployed-environment';
import { environment } from '../support/synthesize';
import { folderWithProviders } from '../support/terraform';

const { source, version } = provider;

/** Initialized once for all tests, since the provider has 366 MB. platform: terraform-plugin-folder */
const folder = hasRedisServer ? folderWithProviders({ tencentcloud: { source, version } }) : undefined;
const providers = join(folder ?? '', '.terraform', 'providers');
const phone = '8618566246600';

// Concurrent, since the provider spends most of its time waiting.
describe
  .skipIf(folder === undefined)
  .concurrent('The registry’s provider, if Terraform finds it,', { timeout: 240_000 }, () => {
    let changedFolder: string;

    beforeAll(async () => {
      changedFolder = await mkdtemp(join(tmpdir(), 'changed-'));
    });
    afterAll(async () => {
      await rm(changedFolder, { recursive: true });
      if (folder !== undefined) await rm(folder, { recursive: true });
    });

    /** Deploys an environment with the registry's provider to a local cloud of its own, which is as slow as by default. */
    async function withDeployed(
      settings: EnvironmentSettings,
      test: (deployed: DeployedEnvironment) => Promise<void>,
    ): Promise<void> {
      const deployed = await deployEnvironment(settings, { registryProviders: providers, transitionMs: 100 });
      try {
        await test(deployed);
      } finally {
        await deployed.stop();
      }
    }

    /** The same environment, but deletable. */
    const deletable = (settings: EnvironmentSettings) => ({ ...settings, name: `${settings.name}-x`, deletable: true });

    it.each<[string, EnvironmentSettings]>([
      ['demo', environment('demo')],
      ['prod, made deletable', deletable(environment('prod'))],
      [
        'staging with all webhooks',
        environment('staging', { monitoring: { retentionDays: 7, webhooks: [...webhookKinds] } }),
      ],
      ['a preview behind API Gateway', environment('pr-42', { trigger: 'api-gateway' })],
    ])('deploys %s, plans no changes, and destroys it', async (_, settings) => {
      await withDeployed(settings, async ({ cloud, deployment }) => {
        const url = await deployment.output('url');
        expect(await call(url, { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
        const code = await codeFor(cloud, phone);
        expect(await call(url, { method: 'login', phone, code })).toMatchObject({ codeStr: 'Success' });
        expect(await deployment.plan()).toMatchObject({ code: 0, printed: expect.not.stringContaining('Warning') });
        expect((await deployment.run('destroy', '-auto-approve')).printed).toContain('Destroy complete!');
        expect(cloud.account.contents()).toEqual([]);
      });
    });

    it('replaces an approved template, which cannot be changed, and fails to read one that is gone', async () => {
      const settings = environment('demo', { smsContent: documentSmsContent });
      await withDeployed(settings, async ({ cloud, deployment, zipFile }) => {
        deployment.synthesize(environment('demo', { smsContent: { templateName: 'Another name' } }), zipFile);
        await deployment.apply();
        expect((await deployment.plan()).code).toBe(0);
        const { sms } = cloud.account;
        const templateId = sms.templates().find(({ name }) => name === 'Another name')?.templateId ?? '';
        sms.deleteTemplate(templateId);
        const failed = `resource \`template\` ${templateId} does not exist`;
        expect(await deployment.plan()).toMatchObject({ code: 1, printed: expect.stringContaining(failed) });
      });
    });

    it('updates code and settings in place', async () => {
      const demo = environment('demo');
      await withDeployed(demo, async ({ cloud, deployment }) => {
        const zip = join(changedFolder, 'changed.zip');
        await writeFile(
          zip,
          zipSync({ 'index.js': Buffer.from('exports.main_handler = async () => ({ statusCode: 204 });') }),
        );
        deployment.synthesize({ ...demo, function: { ...demo.function, timeoutSeconds: 20 } }, zip);
        expect((await deployment.plan()).printed).toContain('0 to add, 1 to change, 0 to destroy');
        await deployment.apply();
        // contract: the deployed function is the test's own.
        expect((await fetch(await deployment.output('url'))).status).toBe(204);
        expect((await deployment.plan()).code).toBe(0);

        const { scf } = cloud.account;
        const { functionId, tags } = scf.get('default', 'Demo');
        scf.tag(functionId, { ...tags, environment: 'another', colour: 'red' });
        expect(await deployment.apply()).toContain('0 added, 1 changed, 0 destroyed');
        expect(scf.get('default', 'Demo').tags).toEqual(tags);
      });
    });

    it('reverts a changed policy of Redis in place, and creates a deleted Redis when the state forgets it', async () => {
      await withDeployed(environment('prod'), async ({ cloud, deployment }) => {
        const { redis } = cloud.account;
        const instanceId = redis.instances()[0]?.instanceId ?? '';
        const task = redis.changeParameters(instanceId, { 'maxmemory-policy': 'volatile-lru' });
        await vi.waitUntil(() => redis.task(task).status === 'succeed');
        expect((await deployment.plan()).printed).toMatch(/"maxmemory-policy" = "volatile-lru" -> "noeviction"/);
        expect(await deployment.apply()).toContain('0 added, 1 changed, 0 destroyed');
        expect(redis.parameters(instanceId)).toEqual({ 'maxmemory-policy': 'noeviction' });
        expect((await deployment.plan()).code).toBe(0);

        redis.isolate(instanceId);
        await redis.cleanUp(instanceId);
        const failed = `Fail to get info from redis, reaseon instance ${instanceId} not exist`;
        expect(await deployment.plan()).toMatchObject({ code: 1, printed: expect.stringContaining(failed) });
        const { printed } = await deployment.run('state', 'list');
        const addresses: readonly string[] = printed.match(/^tencentcloud_redis_\S+/gm) ?? [];
        const isWindow = (address: string) => address.startsWith('tencentcloud_redis_maintenance_window.');
        await deployment.run('state', 'rm', ...addresses.filter((address) => !isWindow(address)));
        const unread = `The instance ${instanceId} does not exist`;
        expect(await deployment.plan()).toMatchObject({ code: 1, printed: expect.stringContaining(unread) });
        await deployment.run('state', 'rm', ...addresses.filter(isWindow));
        expect(await deployment.apply()).toMatch(/Resources: 4 added, \d changed, 1 destroyed/);
        expect((await deployment.plan()).code).toBe(0);
      });
    });

    it.each(['demo', 'prod'])('plans %s like the local cloud’s own provider', async (name) => {
      const planned = async (registryProviders?: string) => {
        const started = await startTestCloud(registryProviders === undefined ? {} : { registryProviders });
        try {
          const deployment = await started.prepare();
          deployment.synthesize(environment(name), started.zipFile);
          await deployment.run('plan', '-out=plan');
          const { printed } = await deployment.run('show', '-json', 'plan');
          const changes: PlannedChange[] = JSON.parse(printed).resource_changes;
          return changes.map(({ address, change: { after, after_unknown } }) => ({ address, after, after_unknown }));
        } finally {
          await started.stop();
        }
      };
      expect(await planned()).toEqual(await planned(providers));
    });
  });

interface PlannedChange {
  readonly address: string;
  readonly change: { readonly after: object; readonly after_unknown: object };
}
