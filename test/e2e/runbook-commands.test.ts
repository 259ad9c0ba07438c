import { beforeEach, describe, expect, inject, it } from 'vitest';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import { isOwnRedis } from '../../infra/settings/shared-infrastructure';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { terraformCommands } from '../repository/runbook';
import { atLength, isAtLength } from '../support/at-length';
import { call, codeFor } from '../support/client';
import { canDeploy, startTestCloud } from '../support/deployed-environment';
import type { Deployment } from '../support/deployment';
import { domain, functionRecord } from '../support/domain';
import { environment } from '../support/synthesize';

const phone = '8618566246600';

describe.skipIf(!canDeploy)('The commands of the runbook:', { timeout: 60_000 }, () => {
  const { zipFile } = inject('bundle');
  let cloud: LocalCloud;
  let deployment: Deployment;

  beforeEach(async () => {
    const started = await startTestCloud({ records: functionRecord });
    ({ cloud } = started);
    deployment = await started.prepare();
    return started.stop;
  });

  async function deploy(settings: EnvironmentSettings): Promise<string> {
    deployment.synthesize(settings, zipFile);
    await deployment.apply();
    return deployment.output('url');
  }

  /** Runs the runbook's command for a resource, word for word. */
  async function runCommand(about: RegExp): Promise<void> {
    const { args = [] } = terraformCommands.find(({ address }) => about.test(address)) ?? {};
    expect(args).not.toEqual([]);
    const approved = args[0] === 'apply' ? [...args, '-auto-approve'] : args;
    expect(await deployment.run(...approved)).toMatchObject({ code: 0 });
  }

  async function abandonRedis({ codeStore }: EnvironmentSettings): Promise<void> {
    await runCommand(/tencentcloud_redis_param/);
    await runCommand(/tencentcloud_redis_instance/);
    if (isOwnRedis(codeStore) && codeStore.maintenanceWindow) await runCommand(/tencentcloud_redis_maintenance_window/);
  }

  async function sendCode(url: string): Promise<string> {
    expect(await call(url, { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
    return codeFor(cloud, phone);
  }
  const login = (url: string, code: string) => call(url, { method: 'login', phone, code });
  const redis = () => cloud.account.redis.instances().map(({ instanceId, memSize }) => ({ instanceId, memSize }));

  it('a new code secret invalidates the codes that are in flight', async () => {
    const url = await deploy(environment('staging'));
    const code = await sendCode(url);
    await runCommand(/code-secret/);
    expect(await login(url, code)).toMatchObject({ codeStr: 'CodeIsError' });
    expect((await deployment.plan()).code).toBe(0);
  });

  it('a new Redis password reaches Redis and the function', async () => {
    const url = await deploy(environment('staging'));
    const [before] = cloud.account.redis.instances();
    await runCommand(/code-store_password/);
    const [after] = cloud.account.redis.instances();
    expect(after?.instanceId).toBe(before?.instanceId);
    expect(after?.password).not.toBe(before?.password);
    expect(await login(url, await sendCode(url))).toMatchObject({ codeStr: 'Success' });
    expect((await deployment.plan()).code).toBe(0);
  });

  it.runIf(isAtLength)(atLength('a bigger Redis is the same instance, and keeps its codes'), async () => {
    const settings = environment('prod');
    const url = await deploy(settings);
    const [code, [before]] = [await sendCode(url), redis()];
    const { codeStore } = settings;
    if (codeStore === 'memory') throw new Error('prod has Redis');
    deployment.synthesize({ ...settings, codeStore: { ...codeStore, memoryMb: 8192, replicas: 3 } }, zipFile);
    const { printed } = await deployment.plan();
    expect(printed).toMatch(/tencentcloud_redis_instance\.\S+ will be updated in-place/);
    await deployment.apply();
    expect(redis()).toEqual([{ instanceId: before?.instanceId, memSize: 8192 }]);
    expect(await login(url, code)).toMatchObject({ codeStr: 'Success' });
  });

  it.runIf(isAtLength)(atLength('another zone forces replacement of Redis, which prod refuses'), async () => {
    const settings = environment('prod');
    await deploy(settings);
    deployment.synthesize({ ...settings, network: { ...settings.network, zone: 'ap-guangzhou-4' } }, zipFile);
    const { printed } = await deployment.plan();
    expect(printed.replace(/\s+/g, ' ')).toContain('Instance cannot be destroyed');
  });

  it('a broken Redis is abandoned for a new one, in prod, too', async () => {
    const settings = environment('prod');
    await deploy(settings);
    const [broken] = redis();
    await abandonRedis(settings);
    await deployment.apply();
    expect(redis()).toEqual([
      broken,
      { instanceId: expect.not.stringMatching(broken?.instanceId ?? ''), memSize: 4096 },
    ]);
    const url = await deployment.output('url');
    expect(await login(url, await sendCode(url))).toMatchObject({ codeStr: 'Success' });
    expect((await deployment.plan()).code).toBe(0);
  });

  const isCreatedAgain = 'a Redis of %s that was %s is created again, when the state forgets the old one';
  it.each([
    ['staging', 'returned', 3],
    ['prod', 'deleted', 4],
  ])(isCreatedAgain, createAgain);
  it.runIf(isAtLength).each([
    ['staging', 'deleted', 3],
    ['prod', 'returned', 4],
  ])(atLength(isCreatedAgain), createAgain);

  async function createAgain(name: string, how: string, added: number): Promise<void> {
    const settings = environment(name);
    await deploy(settings);
    const instanceId = redis()[0]?.instanceId ?? '';
    cloud.account.redis.isolate(instanceId);
    if (how === 'deleted') await cloud.account.redis.cleanUp(instanceId);
    expect(await deployment.plan()).toMatchObject({ code: 1, printed: expect.stringContaining(instanceId) });
    await abandonRedis(settings);
    expect(await deployment.apply()).toMatch(new RegExp(`Resources: ${added} added, \\d changed, 1 destroyed`));
    const url = await deployment.output('url');
    expect(await login(url, await sendCode(url))).toMatchObject({ codeStr: 'Success' });
    expect((await deployment.plan()).code).toBe(0);
  }

  it.runIf(isAtLength)(atLength('higher limits apply after an update in place'), async () => {
    const settings = environment('staging');
    await deploy(settings);
    const variables = { SEND_DAILY_LIMIT: '20' };
    deployment.synthesize({ ...settings, function: { ...settings.function, variables } }, zipFile);
    expect((await deployment.plan()).printed).toContain('Plan: 0 to add, 1 to change, 0 to destroy.');
    await deployment.apply();
    const { variables: set } = cloud.account.scf.get('default', 'sms-verification-staging');
    expect(set).toMatchObject(variables);
  });

  it('a domain that somebody deleted is bound again, when the state forgets it', async () => {
    await deploy(environment('staging', { domain }));
    cloud.account.scfDomains.delete(domain.name);
    expect(await deployment.plan()).toMatchObject({ code: 1, printed: expect.stringContaining('Domain.UnExist') });
    await runCommand(/tencentcloud_scf_custom_domain/);
    await deployment.apply();
    expect(cloud.account.scfDomains.domains()).toMatchObject([{ domain: domain.name }]);
    expect((await deployment.plan()).code).toBe(0);
  });

  it.runIf(isAtLength)(
    atLength('a Function URL replaces API Gateway; codes stay valid, the address changes'),
    async () => {
      const old = await deploy(environment('staging', { trigger: 'api-gateway' }));
      const code = await sendCode(old);
      const url = await deploy(environment('staging', { trigger: 'function-url' }));
      expect(url).not.toBe(old);
      expect(await login(url, code)).toMatchObject({ codeStr: 'Success' });
      await expect(login(old, code)).rejects.toThrow('fetch failed');
    },
  );
});
