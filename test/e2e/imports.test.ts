import { describe, expect, it, onTestFinished } from 'vitest';
import provider from '../../infra/provider-tencentcloud/provider.json';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import { documentSmsContent } from '../../infra/settings/published-presets';
import { commandsOf, sectionOf } from '../repository/runbook';
import { atLength, isAtLength } from '../support/at-length';
import { call, codeFor } from '../support/client';
import {
  canDeploy,
  type DeployedEnvironment,
  deployEnvironment,
  startTestCloud,
} from '../support/deployed-environment';
import type { Deployment } from '../support/deployment';
import { domain, functionRecord } from '../support/domain';
import { environment, preview } from '../support/synthesize';

/** A resource of a state. */
interface StateResource {
  readonly mode: string;
  readonly address: string;
  readonly type: string;
  readonly values: { readonly id: string };
}

/** A planned change of a resource. */
interface PlannedChange {
  readonly address: string;
  readonly change: { readonly actions: readonly string[] };
}

const section = 'Import a part';
/** The runbook's types, with what the next deployment does after an import. */
const rows = sectionOf(section)
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => {
    const [, types = '', , effect = ''] = line.split('|').map((cell) => cell.trim());
    return [...types.matchAll(/`(\w+)`/g)].map(([, type = '']) => ({ type, effect }));
  });
const unchanged = rows.flatMap(({ type, effect }) => (effect === 'changes nothing' ? [type] : []));
const inPlace = rows.flatMap(({ type, effect }) => (effect.includes(' in place') ? [type] : []));

/** Types of what is generated, and is only in the state. */
const keyTypes = ['random_password', 'tls_private_key'];
const prod = environment('prod');
const everything = {
  ...prod,
  function: { ...prod.function, reservedInstances: 2 },
};

// platform: import-ids, redis-import
describe.skipIf(!canDeploy)('The runbook’s “Import a part”', { timeout: 240_000 }, () => {
  async function deployOne(settings: EnvironmentSettings): Promise<DeployedEnvironment> {
    const deployed = await deployEnvironment(settings);
    onTestFinished(deployed.stop);
    return deployed;
  }

  async function readJson<Document>(deployment: Deployment, ...args: readonly string[]): Promise<Document> {
    const { printed } = await deployment.run('show', '-json', ...args);
    return JSON.parse(printed.split('\n').find((line) => line.startsWith('{')) ?? '');
  }
  async function stateOf(deployment: Deployment): Promise<readonly StateResource[]> {
    const { values } = await readJson<{ values?: { root_module: { resources: StateResource[] } } }>(deployment);
    return (values?.root_module.resources ?? []).filter(({ mode }) => mode === 'managed');
  }
  /** What a plan does, by address: the resources that it creates, deletes or changes. */
  async function plannedActions(deployment: Deployment): Promise<Readonly<Record<string, string>>> {
    expect(await deployment.run('plan', '-input=false', '-out=import.plan')).toMatchObject({ code: 0 });
    const { resource_changes: changes } = await readJson<{ resource_changes: PlannedChange[] }>(
      deployment,
      'import.plan',
    );
    const acting = changes.filter(({ change }) => change.actions.some((one) => one !== 'no-op' && one !== 'read'));
    return Object.fromEntries(acting.map(({ address, change }) => [address, change.actions.join()]));
  }
  async function importOne(deployment: Deployment, { address, values }: Pick<StateResource, 'address' | 'values'>) {
    expect(await deployment.run('import', '-input=false', address, values.id)).toMatchObject({ code: 0 });
  }

  it('has commands that work', async () => {
    const { deployment } = await deployOne(environment('staging'));
    const [vpc] = (await stateOf(deployment)).filter(({ type }) => type === 'tencentcloud_vpc');
    const command = commandsOf(section).find((one) => one.startsWith('terraform '));
    const [, , name = '', address = ''] = command?.split(' ') ?? [];
    expect([name, address]).toEqual(['import', vpc?.address]);
    await deployment.run('state', 'rm', address);
    expect(await plannedActions(deployment)).toMatchObject({ [address]: 'create' });
    await importOne(deployment, { address, values: { id: vpc?.values.id ?? '' } });
    expect(await plannedActions(deployment)).toEqual({});
  });

  const isRight = 'is right about each type of $name, and keeps what is deployed';
  it.each([{ name: 'a preview', settings: preview('pr-42') }])(isRight, keepDeployed);
  it.runIf(isAtLength).each([
    { name: 'staging with a domain', settings: environment('staging', { domain }) },
    { name: 'staging behind API Gateway', settings: environment('staging', { trigger: 'api-gateway' }) },
    { name: 'prod with a reservation', settings: everything },
  ])(atLength(isRight), keepDeployed);

  async function keepDeployed({ name, settings }: { readonly name: string; readonly settings: EnvironmentSettings }) {
    const started = await startTestCloud({ records: functionRecord });
    onTestFinished(started.stop);
    if (name === 'a preview') await started.deploy(environment('dev'));
    const { cloud } = started;
    const deployment = await started.deploy(settings);
    const url = await deployment.output('url');
    const before = cloud.account.contents();
    const parts = await stateOf(deployment);
    // Without it, all of the state can be lost.
    const hasApi = parts.some(({ type }) => type === 'tencentcloud_api_gateway_api');
    const imported = parts.filter(({ type }) => [...unchanged, ...inPlace].includes(type));
    const others = parts.filter((part) => !imported.includes(part));
    const types = new Set(others.map(({ type }) => type));
    const generated = ['random_password', 'terraform_data', 'tls_private_key'];
    expect([...types].sort()).toEqual([...generated, ...(hasApi ? ['tencentcloud_api_gateway_api'] : [])].sort());

    const lost = hasApi ? imported : parts;
    await deployment.run('state', 'rm', ...lost.map(({ address }) => address));
    for (const part of imported) await importOne(deployment, part);
    const updated = imported.filter(({ type }) => inPlace.includes(type)).map(({ address }) => [address, 'update']);
    const created = others.filter((part) => lost.includes(part)).map(({ address }) => [address, 'create']);
    expect(await plannedActions(deployment)).toEqual(Object.fromEntries([...updated, ...created]));
    await deployment.apply();
    expect((await deployment.plan()).code).toBe(0);
    expect(cloud.account.contents()).toEqual(before);
    expect(await deployment.output('url')).toBe(url);
  }

  it('says what cannot be imported, and that keys are generated anew', async () => {
    const deployed = await deployOne(environment('staging', { trigger: 'api-gateway' }));
    const { cloud, deployment } = deployed;
    const parts = await stateOf(deployment);
    const [api] = parts.filter(({ type }) => type === 'tencentcloud_api_gateway_api');
    await deployment.run('state', 'rm', api?.address ?? '');
    expect(await deployment.run('import', '-input=false', api?.address ?? '', api?.values.id ?? '')).toMatchObject({
      code: 1,
      printed: expect.stringMatching(/cannot be imported|doesn't support import/),
    });

    const keys = parts.filter(({ type }) => keyTypes.includes(type)).map(({ address }) => address);
    cloud.account.gateway.deleteApi(api?.values.id ?? '');
    await deployment.run('state', 'rm', ...keys);
    const keysOf = () => cloud.account.scf.get('default', 'sms-verification-staging').variables.SESSION_KEYS;
    const before = keysOf();
    await deployment.apply();
    expect(keysOf()).not.toBe(before);
    expect((await deployment.plan()).code).toBe(0);
    const url = await deployment.output('url');
    const phone = '8618566246600';
    expect(await call(url, { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
    const code = await codeFor(cloud, phone);
    expect(await call(url, { method: 'login', phone, code })).toMatchObject({ codeStr: 'Success' });
  });

  it('says how to keep a template', async () => {
    const { deployment, zipFile } = await deployOne(environment('demo', { smsContent: documentSmsContent }));
    const [template] = (await stateOf(deployment)).filter(({ type }) => type === 'tencentcloud_sms_template');
    const { address = '', values = { id: '' } } = template ?? {};
    await deployment.run('state', 'rm', address);
    await importOne(deployment, { address, values });
    expect(await plannedActions(deployment)).toEqual({ [address]: 'update' });
    await expect(deployment.apply()).rejects.toThrow('FailedOperation.TemplateAlreadyPassedCheck');
    await deployment.run('state', 'rm', address);
    // The variable sms_template_id has the ID of another template here.
    deployment.synthesize(environment('demo'), zipFile);
    await deployment.apply();
    expect(await plannedActions(deployment)).toEqual({});
  });

  it('names every type', () => {
    expect(rows.map(({ type }) => type).sort()).toEqual([...provider.resources, ...keyTypes].sort());
  });
});
