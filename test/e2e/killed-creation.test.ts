import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { terraformEnvironment, terraformProgram } from '../../infra/operations/terraform-program';
import provider from '../../infra/provider-tencentcloud/provider.json';
import { hasRedisServer } from '../../local-cloud/process/redis-server';
import { canDeploy, startTestCloud } from '../support/deployed-environment';
import { environment } from '../support/synthesize';
import { folderWithProviders, removeFolderWithProviders } from '../support/terraform';

const { source, version } = provider;
/** Initialized once, since the provider has 366 MB. platform: terraform-plugin-folder */
const registryFolder = hasRedisServer ? folderWithProviders({ tencentcloud: { source, version } }) : undefined;

describe.each([
  { name: 'the local cloud’s provider', registry: false, canRun: canDeploy },
  { name: 'the registry’s provider, if Terraform finds it', registry: true, canRun: registryFolder !== undefined },
])('When Terraform is killed while Redis is created, with $name,', { timeout: 60_000 }, ({ registry, canRun }) => {
  afterAll(() => removeFolderWithProviders(registry ? registryFolder : undefined));

  // platform: redis-creation-goes-on, redis-tags-after-creation
  it.skipIf(!canRun)('the instance is there afterwards, without tags and outside the state', async () => {
    const registryProviders = join(registryFolder ?? '', '.terraform', 'providers');
    const { cloud, prepare, zipFile, stop } = await startTestCloud({
      transitionMs: 1500,
      ...(registry && { registryProviders }),
    });
    onTestFinished(stop);
    const demo = await prepare();
    demo.synthesize(environment('demo'), zipFile);
    await demo.run('version');
    const { redis } = cloud.account;

    // In a process group of its own, which ends with the provider that Terraform may have started.
    const terraform = spawn(terraformProgram, ['apply', '-input=false', '-auto-approve'], {
      cwd: join(demo.synthesized, 'stacks', 'sms-verification-demo'),
      env: terraformEnvironment(registry ? cloud.registryEnv : cloud.env),
      stdio: 'ignore',
      detached: true,
    });
    const ended = once(terraform, 'exit');
    while (redis.instances().length === 0 && terraform.exitCode === null) await sleep(20);
    process.kill(-(terraform.pid ?? Number.NaN), 'SIGKILL');
    await ended;
    expect(redis.instances()).toMatchObject([{ state: 'processing' }]);

    while (redis.instances()[0]?.state === 'processing') await sleep(20);
    // Terraform can be run again, which takes longer than the provider would need to notice that the instance is online.
    expect((await demo.plan()).code).toBe(2);
    expect(redis.instances()).toMatchObject([{ state: 'online', tags: {} }]);
    const { printed } = await demo.run('state', 'list');
    // OpenTofu has not stored a state yet. platform: opentofu-stores-state-late
    expect(printed).toContain(printed.includes('OpenTofu') ? 'No state file was found' : 'tencentcloud_vpc');
    expect(printed).not.toContain('tencentcloud_redis_instance');
  });
});
