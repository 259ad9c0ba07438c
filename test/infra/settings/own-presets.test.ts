import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../infra/project-root';

/** The example of the file, and a region of its own for `dev`. */
const own = (previewsShare: string) => `
  import type { EnvironmentSettings } from './environment-schema';
  import { baseEnvironment, publishedPresets } from './published-presets';
  const { dev, prod } = publishedPresets;
  export const ownPresets: readonly EnvironmentSettings[] = [
    { ...dev, region: 'ap-shanghai', network: { ...dev.network, zone: 'ap-shanghai-2' } },
    {
      ...prod,
      domain: { name: 'sms.example.com', certificateId: 'a1B2c3D4' },
      corsOrigins: ['https://app.example.com'],
      function: { ...prod.function, variables: { ...prod.function.variables, SEND_DAILY_LIMIT: '20' } },
    },
    { ...baseEnvironment('canary'), loginPage: true },
  ];
  export const previewsShare: string | undefined = ${previewsShare};
  export const previewSettings = (settings: EnvironmentSettings): EnvironmentSettings =>
    ({ ...settings, executionPolicy: 'send-only' });`;

describe('Presets of one’s own', { timeout: 120_000 }, () => {
  let folder: string;
  const file = () => join(folder, 'infra', 'settings', 'own-presets.ts');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'own-presets-'));
    for (const part of ['function', 'infra', 'package.json', 'package-lock.json', 'tsconfig.json', 'cdktf.json']) {
      await cp(join(projectRoot, part), join(folder, part), { recursive: true });
    }
    await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
    return () => rm(folder, { recursive: true });
  });

  /** Synthesizes the stacks, and reads one of them. */
  async function synthesize(variables: NodeJS.ProcessEnv, stack: string) {
    const env = { ...process.env, OWN_PRESETS: '', ...variables };
    const args = ['infra/run.cjs', 'infra/operations/stack/cli.ts', 'synth'];
    const { stderr } = await promisify(execFile)('node', args, { cwd: folder, env });
    const stackFolder = join(folder, 'cdktf.out', 'stacks', `sms-verification-${stack}`);
    return { printed: stderr, json: await readFile(join(stackFolder, 'cdk.tf.json'), 'utf8') };
  }

  it('are added to the published ones, or take their place', async () => {
    await writeFile(file(), own("'dev'"));
    const prod = await synthesize({ ENVIRONMENT: 'pr-42' }, 'prod');
    expect(prod.json).toContain('"domain": "sms.example.com"');
    expect(prod.json).toContain('https://app.example.com');
    expect(prod.json).toMatch(/SEND_DAILY_BUDGET\W+50000/);
    expect(prod.json).toMatch(/SEND_DAILY_LIMIT\W+20/);
    const stacks = join(folder, 'cdktf.out', 'manifest.json');
    expect(Object.keys(JSON.parse(await readFile(stacks, 'utf8')).stacks).sort()).toEqual(
      ['canary', 'demo', 'dev', 'pr-42', 'prod', 'staging'].map((name) => `sms-verification-${name}`),
    );
  });

  it('can be a second prod, as the runbook has it', async () => {
    const runbook = await readFile(join(projectRoot, 'docs', 'operations.md'), 'utf8');
    const [, preset = ''] = /```ts\n(\{\n {2}\.\.\.prod,\n[\s\S]*?\n\},\n)```/.exec(runbook) ?? [];
    await writeFile(file(), own("'dev'").replace('{ ...dev,', `${preset}\n    { ...dev,`));
    const { json } = await synthesize({}, 'prod-b');
    expect(json).toContain('"zone": "ap-guangzhou-4"');
    expect(json).not.toContain('sms.example.com');
  });

  it('give previews the region of the environment that they use, or whose they are', async () => {
    await writeFile(file(), own("'dev'"));
    const preview = await synthesize({ ENVIRONMENT: 'pr-42' }, 'pr-42');
    expect(preview.json).toContain('"region": "ap-shanghai"');
    expect(preview.json).not.toContain('QcloudSMSFullAccess');
    await writeFile(file(), own('undefined'));
    expect((await synthesize({ ENVIRONMENT: 'pr-42' }, 'pr-42')).json).toContain('"region": "ap-guangzhou"');
  });

  it('are left out with OWN_PRESETS=off, as in the tests', async () => {
    await writeFile(file(), own('undefined'));
    const { json } = await synthesize({ ENVIRONMENT: 'pr-42', OWN_PRESETS: 'off' }, 'prod');
    expect(json).not.toContain('sms.example.com');
    expect(process.env.OWN_PRESETS).toBe('off');
  });

  it('are refused with the name of the file if they are wrong', async () => {
    const refused = async (text: string, message: string) => {
      await writeFile(file(), text);
      await expect(synthesize({}, 'dev')).rejects.toMatchObject({ stderr: expect.stringContaining(message) });
    };
    const right = own("'dev'");
    await refused(
      right.replace("'ap-shanghai-2'", "'ap-guangzhou-3'"),
      'The environment "dev" has wrong settings (infra/settings/own-presets.ts',
    );
    await refused(
      right.replace("baseEnvironment('canary')", 'prod'),
      'The environments "prod" and "prod" share a name',
    );
    await refused(
      right.replace('...prod.function.variables, ', ''),
      'The environment "prod" (infra/settings/own-presets.ts): function.variables has no SEND_DAILY_BUDGET',
    );
    await refused(
      own("'stagin'"),
      'previewsShare (infra/settings/own-presets.ts): found "stagin"; allowed: demo, dev, staging, prod, canary, or undefined.',
    );
  });
});
