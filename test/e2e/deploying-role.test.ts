import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import providerActions from '../../infra/policies/provider-actions.json';
import provider from '../../infra/provider-tencentcloud/provider.json';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import { documentSmsContent } from '../../infra/settings/published-presets';
import { camActionOf } from '../../local-cloud/api/cam-action';
import { type LocalCloud, startLocalCloud } from '../../local-cloud/local-cloud';
import { hasRedisServer } from '../../local-cloud/process/redis-server';
import { giveStatements, readPolicy } from '../infra/policies/deploying-policy';
import { createDeployment, type Deployment } from '../support/deployment';
import { environment, synthesize } from '../support/synthesize';
import { folderWithProviders } from '../support/terraform';

const { source, version } = provider;
const folder = hasRedisServer ? folderWithProviders({ tencentcloud: { source, version } }) : undefined;
const providers = join(folder ?? '', '.terraform', 'providers');
const role = 'deployer';
const person = readPolicy('deploy-person');

const staging = environment('staging');
/** Uses every kind of resource. */
const everything = {
  ...staging,
  trigger: 'api-gateway',
  smsContent: documentSmsContent,
  function: { ...staging.function, reservedInstances: 2 },
} satisfies EnvironmentSettings;
/** Changes without new parts. */
const changed: EnvironmentSettings = {
  ...everything,
  codeStore: { ...(staging.codeStore as object), memoryMb: 2048 } as EnvironmentSettings['codeStore'],
  monitoring: { retentionDays: 3 },
  network: { ...staging.network, vpcName: 'other' },
  function: { ...staging.function, memoryMb: 256, reservedInstances: 3 },
};

type ActionKind = 'create' | 'read' | 'update' | 'delete';

/** What the provider calls for the resources of an environment. platform: provider-actions */
function actionsOf(settings: EnvironmentSettings, ...kinds: readonly ActionKind[]): readonly string[] {
  const types = Object.keys(synthesize(settings).resource);
  const ofProvider = Object.entries<Record<ActionKind, string[]>>(providerActions).filter(([type]) =>
    types.includes(type),
  );
  return [...new Set(ofProvider.flatMap(([, actions]) => kinds.flatMap((kind) => actions[kind])))].sort();
}

describe.skipIf(folder === undefined)('A role that deploys with the registry’s provider', { timeout: 300_000 }, () => {
  let cloud: LocalCloud;
  let deployment: Deployment;
  let before: readonly string[];
  /** The actions that the provider has called. */
  let called: Set<string>;

  beforeEach(async () => {
    called = new Set();
    cloud = await startLocalCloud({
      interceptCall: ({ service, action, secretId }) => {
        if (cloud.account.credentials.find(secretId)?.roleName === role) called.add(camActionOf(service, action));
        return undefined;
      },
    });
    giveStatements(cloud.account, role, person);
    before = cloud.account.contents();
    const { secretId, secretKey, token } = cloud.account.credentials.assumeRole(role);
    const credentials = {
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
      TENCENTCLOUD_SECURITY_TOKEN: token,
    };
    deployment = await createDeployment({ ...cloud, registryEnv: { ...cloud.registryEnv, ...credentials } }, providers);
  });
  afterEach(async () => {
    await cloud.stop();
    await deployment.remove();
  });
  afterAll(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  const apply = (settings: EnvironmentSettings) => {
    deployment.synthesize(settings, inject('bundle').zipFile);
    return deployment.apply();
  };
  /** Without Terraform's frame, and with its line breaks as spaces. */
  const refusal = (action: string) =>
    expect.objectContaining({ message: expect.stringContaining(`perform operation (${action})`) });

  it('needs no more than the policies: a person’s creates and destroys, that of CI changes', async () => {
    const known = actionsOf(everything, 'create', 'read', 'update', 'delete');
    await apply(everything);
    expect([...called].sort()).toEqual(actionsOf(everything, 'create', 'read'));
    giveStatements(cloud.account, role, readPolicy('deploy-ci'));
    called.clear();
    expect((await deployment.plan()).code).toBe(0);
    expect([...called].sort()).toEqual(actionsOf(everything, 'read'));
    await apply(changed);
    expect((await deployment.plan()).code).toBe(0);
    await expect(apply({ ...changed, executionPolicy: 'QcloudSMSFullAccess' })).rejects.toEqual(
      refusal('cam:DetachRolePolicy'),
    );
    const { printed } = await deployment.run('destroy', '-auto-approve', '-refresh=false');
    expect(printed).toContain('perform operation (redis:DestroyPostpaidInstance)');

    giveStatements(cloud.account, role, person);
    await apply(changed);
    expect([...called].filter((action) => !known.includes(action))).toEqual([]);
    called.clear();
    expect((await deployment.run('destroy', '-auto-approve')).printed).toContain('Destroy complete!');
    expect([...called].sort()).toEqual(actionsOf(changed, 'read', 'delete'));
    expect(cloud.account.contents()).toHaveLength(before.length);
  });

  it('reads, changes and destroys nothing with the policy for operators', async () => {
    const demo = environment('demo');
    await apply(demo);
    giveStatements(cloud.account, role, readPolicy('operate'));
    const deployed = cloud.account.contents();
    expect((await deployment.plan()).printed).toContain('perform operation (vpc:DescribeVpcs)');
    const changed = { ...demo, function: { ...demo.function, memoryMb: 256 } };
    deployment.synthesize(changed, inject('bundle').zipFile);
    for (const [command, action] of [
      ['apply', 'scf:UpdateFunctionConfiguration'],
      ['destroy', 'scf:DeleteTrigger'],
    ] as const) {
      const { printed } = await deployment.run(command, '-auto-approve', '-refresh=false');
      expect(printed).toContain(`perform operation (${action})`);
    }
    expect(cloud.account.contents()).toEqual(deployed);
  });

  it('is refused without a statement of the policy, and told which action it lacks', async () => {
    giveStatements(
      cloud.account,
      role,
      person.filter(({ action }) => !action.includes('cls:CreateLogset')),
    );
    await expect(apply(staging)).rejects.toEqual(refusal('cls:CreateLogset'));
  });
});
