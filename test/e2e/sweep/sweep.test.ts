import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import provider from '../../../infra/provider-tencentcloud/provider.json';
import { hasRedisServer } from '../../../local-cloud/process/redis-server';
import { canDeploy, deployEnvironment } from '../../support/deployed-environment';
import { bindToService, domain, functionRecord } from '../../support/domain';
import { environment } from '../../support/synthesize';
import { folderWithProviders, removeFolderWithProviders } from '../../support/terraform';
import { createProjectWithoutState } from './lost-state';

const { source, version } = provider;
/** Initialized once, since the provider has 366 MB. platform: terraform-plugin-folder */
const registryFolder = hasRedisServer ? folderWithProviders({ tencentcloud: { source, version } }) : undefined;

const preview = environment('dev');

describe.each([
  { name: 'the local cloud’s provider', registry: false, canRun: canDeploy },
  { name: 'the registry’s provider, if Terraform finds it', registry: true, canRun: registryFolder !== undefined },
])('Without its state, what $name has deployed', { timeout: 120_000 }, ({ registry, canRun }) => {
  afterAll(() => removeFolderWithProviders(registry ? registryFolder : undefined));

  it.skipIf(!canRun).each([
    [
      'a Function URL with a domain, and reserved instances',
      { domain, function: { ...preview.function, reservedInstances: 2 } },
    ],
    [
      'API Gateway with a domain, and monitoring',
      { trigger: 'api-gateway', monitoring: { retentionDays: 7 } } as const,
    ],
  ])('is listed by make destroy, and deleted by SWEEP=1: %s', async (_, changes) => {
    const settings = environment('dev', changes);
    const registryProviders = join(registryFolder ?? '', '.terraform', 'providers');
    const { cloud, stop } = await deployEnvironment(settings, {
      ...(registry && { registryProviders, transitionMs: 100 }),
      records: functionRecord,
    });
    onTestFinished(stop);
    if (settings.trigger === 'api-gateway') bindToService(cloud, 'codes.example.com');
    const { make, sweep, remove } = await createProjectWithoutState(cloud);
    onTestFinished(remove);
    const before = cloud.account.contents();

    const listed = await make('destroy ENVIRONMENT=dev ARGS=--auto-approve');
    expect(listed.code).toBe(2);
    expect(listed.printed).toContain('To delete them in this order: make destroy ENVIRONMENT=dev SWEEP=1\n');
    expect(cloud.account.contents()).toEqual(before);

    const swept = await sweep();
    expect(swept).toMatchObject({ code: 0, printed: expect.stringContaining('Nothing is left of ') });
    expect(cloud.account.contents()).toEqual([]);
    expect(await sweep()).toMatchObject({ code: 0, printed: expect.not.stringContaining('Deleted') });
  });
});
