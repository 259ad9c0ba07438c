import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { terraformEnvironment } from '../../../infra/operations/terraform-program';
import tencentcloud from '../../../infra/provider-tencentcloud/schema.json';
import { serveProvider } from '../../../local-cloud/provider/protocol/provider-server';
import { reattachProviders } from '../../../local-cloud/provider/protocol/reattach';
import type { ProviderDefinition, RunningProvider, Values } from '../../../local-cloud/provider/provider-definition';
import { createRandomProvider } from '../../../local-cloud/provider/random/random-provider';
import { hasTerraform, terraform } from '../../support/terraform';
import { createTrialProvider } from './trial-provider';

const providers = {
  trial: { source: 'example/trial' },
  random: { source: 'hashicorp/random' },
};

describe.skipIf(!hasTerraform)('A provider that Terraform connects to', { timeout: 30_000 }, () => {
  let folder: string;
  let running: RunningProvider[];
  let env: NodeJS.ProcessEnv;
  let things: Map<string, Values>;

  async function serve(...definitions: readonly ProviderDefinition[]): Promise<void> {
    running = await Promise.all(definitions.map((definition) => serveProvider(definition)));
    env = terraformEnvironment({ TF_REATTACH_PROVIDERS: reattachProviders(...running) });
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'provider-test-'));
    const trial = createTrialProvider();
    things = trial.things;
    await serve(trial.definition, createRandomProvider());
  });
  afterEach(async () => {
    await Promise.all(running.map((provider) => provider.stop()));
    await rm(folder, { recursive: true });
  });

  const run = (...args: readonly string[]) => terraform(folder, args, env);
  const plan = () => run('plan', '-input=false', '-detailed-exitcode');
  const apply = () => run('apply', '-input=false', '-auto-approve');

  /** Writes the configuration: one resource of the trial provider, and more parts. */
  async function configure(thing: Values | undefined, more: Values = {}): Promise<void> {
    const configuration = {
      terraform: { required_providers: providers },
      ...(thing && { resource: { trial_thing: { a: thing } } }),
      ...more,
    };
    await writeFile(join(folder, 'main.tf.json'), JSON.stringify(configuration));
    const { code, printed } = await run('init', '-input=false');
    if (code !== 0) throw new Error(printed);
  }

  const whole = {
    name: 'a',
    secret: 'do not show',
    share: 0.5,
    groups: ['x', 'y', 'z'],
    steps: [3, 1, 2],
    tags: { colour: 'red' },
    rule: [{ port: 80 }, { port: 443, action: 'drop' }],
    label: [{ text: 'a' }, { text: 'b' }, { text: 'c', colour: 'red' }],
    timeouts: { delete: '5m' },
  };

  it('creates a resource with defaults and computed values, and then plans no change', async () => {
    await configure(whole);
    const { printed } = await plan();
    expect(printed).toMatch(/kind +=.*"plain"/);
    expect(printed).toMatch(/version +=.*\(known after apply\)/);
    expect(printed).toMatch(/secret +=.*\(sensitive value\)/);
    expect(printed).not.toContain('do not show');
    expect(await apply()).toMatchObject({ code: 0, printed: expect.stringContaining('1 added') });
    expect(things.get('thing-1')).toMatchObject({
      ...whole,
      kind: 'plain',
      size: 7,
      quiet: false,
      rule: [
        { port: 80, action: 'accept', index: 0 },
        { port: 443, action: 'drop', index: 1 },
      ],
    });
    expect(await plan()).toMatchObject({ code: 0, printed: expect.stringContaining('No changes') });
  });

  it('ignores the order of a set', async () => {
    await configure(whole);
    await apply();
    await configure({ ...whole, groups: ['z', 'x', 'y'], label: [...whole.label].reverse() });
    expect((await plan()).code).toBe(0);
    await configure({ ...whole, steps: [1, 2, 3] });
    expect((await plan()).printed).toContain('0 to add, 1 to change, 0 to destroy');
  });

  it('adds an item to a set without a change to the others', async () => {
    await configure(whole);
    await apply();
    await configure({ ...whole, label: [{ text: 'd' }, ...whole.label] });
    const { printed } = await plan();
    expect(printed.match(/[-+~] label \{/g)).toEqual(['+ label {']);
    expect(printed).toMatch(/\+ mark += \(known after apply\)/);
    await apply();
    expect(things.get('thing-1')?.label).toContainEqual({ text: 'd', colour: 'grey', mark: 'mark of d' });
    expect((await plan()).code).toBe(0);
  });

  it('updates in place, and replaces if an attribute forces replacement', async () => {
    await configure(whole);
    await apply();
    await configure({ ...whole, note: 'new', tags: { colour: 'blue' }, rule: [{ port: 81 }] });
    expect((await plan()).printed).toContain('0 to add, 1 to change, 0 to destroy');
    await apply();
    expect(things.get('thing-1')).toMatchObject({ note: 'new', tags: { colour: 'blue' }, version: 'v2' });
    expect((await plan()).code).toBe(0);
    await configure({ ...whole, name: 'b' });
    const { printed } = await plan();
    expect(printed).toMatch(/name +=.*"a" -> "b" # forces replacement/);
    await apply();
    expect([...things.keys()]).toEqual(['thing-2']);
  });

  it('replaces a resource that has no update', async () => {
    await configure(undefined, { resource: { trial_note: { a: { text: 'one' } } } });
    await apply();
    await configure(undefined, { resource: { trial_note: { a: { text: 'two' } } } });
    expect((await plan()).printed).toMatch(/text +=.*"one" -> "two" # forces replacement/);
  });

  it('detects drift and deleted resources', async () => {
    await configure(whole);
    await apply();
    things.set('thing-1', { ...things.get('thing-1'), note: 'meddled' });
    expect((await plan()).printed).toMatch(/note +=.*"meddled" -> null/);
    things.delete('thing-1');
    expect((await plan()).printed).toContain('trial_thing.a will be created');
    await apply();
    expect((await plan()).code).toBe(0);
  });

  it('points errors at the attribute', async () => {
    await configure({ ...whole, share: 2 });
    const invalid = await run('validate');
    expect(invalid.code).toBe(1);
    expect(invalid.printed).toMatch(
      /share has to be 1 at most; found 2[\s\S]*in resource\.trial_thing\.a\.?[\s\S]*"share":2/,
    );
    await configure({ ...whole, name: 'taken' });
    const refused = await apply();
    expect(refused.printed).toMatch(
      /\[TencentCloudSDKError\] Code=ResourceInUse\.Name, Message=There is one of that name\./,
    );
    expect(refused.printed).toContain('"name":"taken"');
    await configure(whole, { provider: { trial: { region: 'mars' } } });
    expect((await plan()).printed).toContain('There is no region mars.');
  });

  it('keeps the state if an update fails, and taints a resource whose creation failed', async () => {
    await configure(whole);
    await apply();
    await configure({ ...whole, note: 'refused' });
    expect((await apply()).printed).toContain('Not that note.');
    await configure(whole);
    expect((await plan()).code).toBe(0);
    await configure({ ...whole, name: 'fragile' });
    expect((await apply()).printed).toContain('It broke.');
    expect((await plan()).printed).toMatch(/is tainted, so (it )?must be replaced/);
  });

  it('imports an existing resource', async () => {
    await configure(whole);
    await apply();
    await run('state', 'rm', 'trial_thing.a');
    expect((await run('import', '-input=false', 'trial_thing.a', 'thing-1')).code).toBe(0);
    expect((await plan()).code).toBe(0);
    await run('state', 'rm', 'trial_thing.a');
    const absent = await run('import', '-input=false', 'trial_thing.a', 'thing-9');
    expect(absent.printed).toContain('There is no trial_thing with the id thing-9.');
  });

  it('reads a data source, and destroys everything', async () => {
    await configure(whole, {
      data: { trial_account: { a: { region: 'north' } } },
      output: { owner: { value: '${data.trial_account.a.owner}' } },
    });
    await apply();
    expect((await run('output', '-raw', 'owner')).printed).toBe('owner in north');
    expect((await run('destroy', '-auto-approve')).code).toBe(0);
    expect(things.size).toBe(0);
  });

  it('creates a password with the configured characters, once', async () => {
    const output = { output: { a: { value: '${random_password.a.result}', sensitive: true } } };
    const password = { length: 12, special: false, min_lower: 2, min_upper: 3, min_numeric: 4 };
    await configure(undefined, { resource: { random_password: { a: password } }, ...output });
    await apply();
    const made = (await run('output', '-raw', 'a')).printed;
    expect(made).toMatch(/^[a-zA-Z0-9]{12}$/);
    expect(made.match(/[a-z]/g)?.length).toBeGreaterThanOrEqual(2);
    expect(made.match(/[A-Z]/g)?.length).toBeGreaterThanOrEqual(3);
    expect(made.match(/[0-9]/g)?.length).toBeGreaterThanOrEqual(4);
    expect((await plan()).code).toBe(0);
    await configure(undefined, { resource: { random_password: { a: { ...password, length: 8 } } }, ...output });
    expect((await run('validate')).printed).toContain(
      'length must be a whole number of at least 9, the sum of the minimums; found 8',
    );
  });

  it('replaces a password if excluded characters are allowed again', async () => {
    await configure(undefined, { resource: { random_password: { a: { length: 8, special: false } } } });
    await apply();
    await configure(undefined, { resource: { random_password: { a: { length: 8 } } } });
    expect((await plan()).printed).toMatch(/special +=.*false -> true # forces replacement/);
  });
});

describe.skipIf(!hasTerraform)('The schema', { timeout: 30_000 }, () => {
  it('reaches Terraform as it was published', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'schema-test-'));
    const address = 'registry.terraform.io/tencentcloudstack/tencentcloud';
    const published = tencentcloud.provider_schemas[address];
    const running = await serveProvider({
      address,
      schema: published as unknown as ProviderDefinition['schema'],
      behaviour: {},
      configure: async () => [],
      resources: {},
      dataSources: {},
    });
    try {
      const required_providers = { tencentcloud: { source: 'tencentcloudstack/tencentcloud' } };
      await writeFile(join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers } }));
      const env = terraformEnvironment({ TF_REATTACH_PROVIDERS: reattachProviders(running) });
      await terraform(folder, ['init'], env);
      const { printed } = await terraform(folder, ['providers', 'schema', '-json'], env);
      const { provider_schemas: schemas } = JSON.parse(printed) as Pick<typeof tencentcloud, 'provider_schemas'>;
      // OpenTofu names it with the address at its own registry. platform: opentofu-registry-host
      const [received] = Object.values(schemas);
      if (received === undefined) throw new Error(printed);
      expect(withoutKinds(received.resource_schemas)).toEqual(published.resource_schemas);
      expect(withoutKinds(received.data_source_schemas)).toEqual(published.data_source_schemas);
      expect(withoutKinds({ provider: received.provider })).toEqual({ provider: published.provider });
    } finally {
      await running.stop();
      await rm(folder, { recursive: true });
    }
  });
});

/** Removes `description_kind`, which Terraform adds. */
function withoutKinds(schemas: object): unknown {
  return JSON.parse(JSON.stringify(schemas, (name, value) => (name === 'description_kind' ? undefined : value)));
}
