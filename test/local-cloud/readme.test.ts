import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { type FaultName, faultKinds, faultSyntax } from '../../local-cloud/account/faults';
import { initialAccount } from '../../local-cloud/account/initial-account';
import { createApiServices } from '../../local-cloud/api/account-api';
import { freePort } from '../../local-cloud/process/redis-server';
import { createRandomProvider } from '../../local-cloud/provider/random/random-provider';
import { createTencentcloudProvider } from '../../local-cloud/provider/tencentcloud-provider';
import { createTlsProvider } from '../../local-cloud/provider/tls/tls-provider';
import { startTrialAccount } from './trial-account';

const program = ['--import', 'tsx', 'local-cloud/cli.ts'];

let readme: string;
beforeAll(async () => {
  readme = await readFile(join(projectRoot, 'local-cloud', 'README.md'), 'utf8');
});

/** The part of the README below a heading. */
const section = (heading: string) => readme.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';

/** Syntax and description of each fault in the README. */
const faultRows = () =>
  [...section('Faults').matchAll(/^\| `(\S+)` \| (.*) \|$/gm)].map(([, syntax, description]) => [syntax, description]);

describe('The local cloud’s README', () => {
  it('lists every service of the API with its version and its actions', async () => {
    const { account, stop } = startTrialAccount();
    onTestFinished(stop);
    const rows = section('What it has').match(/^\| `\w+` \| \d{4}-.*$/gm) ?? [];
    const expected = Object.entries(createApiServices(account)).map(([service, { version, actions }]) => {
      const names = Object.keys(actions).sort();
      return `| \`${service}\` | ${version} | ${names.map((name) => `\`${name}\``).join(', ')} |`;
    });
    expect([...rows].sort()).toEqual(expected.sort());
  });

  it('lists every resource type and data source of the providers', async () => {
    const { account, stop } = startTrialAccount();
    onTestFinished(stop);
    const listed = section('What it has').match(/(?<=`)(tencentcloud|random|tls)_\w+(?=`)/g) ?? [];
    const providers = [
      createTencentcloudProvider(account, () => undefined),
      createRandomProvider(),
      createTlsProvider(),
    ];
    const expected = providers.flatMap(({ resources, dataSources }) => [
      ...Object.keys(resources),
      ...Object.keys(dataSources),
    ]);
    expect([...listed].sort()).toEqual(expected.sort());
  });

  it('describes the account at its start', () => {
    const { sdkAppId, sign, templateId, captcha, user } = initialAccount;
    for (const value of [sdkAppId, sign, templateId, captcha.appId, user.name, String(user.uid)]) {
      expect(section('Start it')).toContain(`\`${value}\``);
    }
  });

  it('lists every fault that the account can have', () => {
    const expected = (Object.keys(faultKinds) as FaultName[]).map((name) => [
      faultSyntax(name).replaceAll('|', '\\|'),
      faultKinds[name].description,
    ]);
    expect(faultRows()).toEqual(expected);
  });

  it('names files and folders that exist', () => {
    const paths = readme.match(/(?<=`)(?:infra|local-cloud|test)\/[\w./-]+(?=`)/g) ?? [];
    expect(paths.length).toBeGreaterThan(10);
    for (const path of paths) expect(existsSync(join(projectRoot, path)), path).toBe(true);
  });
});

describe('The options in the local cloud’s README', { timeout: 30_000 }, () => {
  it('are those of the command’s usage', async () => {
    const { stdout } = await promisify(execFile)('node', [...program, '--help'], { cwd: projectRoot });
    const usage = /npx tsx local-cloud\/cli\.ts .*/.exec(stdout)?.[0] ?? 'missing';
    expect(readme).toContain(`\n${usage}\n`);
    const inUsage = stdout.match(/^ {2}--[\w-]+ \S+/gm)?.map((option) => option.trim());
    expect(readme.match(/(?<=^\| `)--[\w-]+ \S+(?=`)/gm)).toEqual(inUsage);
    for (const [, description] of faultRows()) expect(stdout.replace(/\s+/g, ' ')).toContain(description);
  });

  it('set the port and the state folder, which one process uses at a time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'local-cloud-state-'));
    const port = await freePort();
    const child = spawn('node', [...program, '--state', folder, '--port', String(port)], { cwd: projectRoot });
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true });
    });
    let printed = '';
    child.stdout.on('data', (text) => {
      printed += text;
    });
    await expect.poll(() => printed, { timeout: 20_000 }).toContain('# Messages arrive');
    const readJson = async (path: string) =>
      (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept: 'application/json' } })).json();
    expect(await Promise.all(['/inbox', '/account'].map(readJson))).toEqual([[], []]);
    const second = promisify(execFile)('node', [...program, '--state', folder], { cwd: projectRoot });
    await expect(second).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('is already running') });

    child.kill('SIGINT');
    await once(child, 'exit');
    expect(await readdir(folder)).toEqual(['account.json']);
    for (const file of ['account.json', 'running.json']) expect(readme).toContain(`\`FOLDER/${file}\``);
    const [, registryPart = ''] = printed.split('# To use the registry');
    for (const [, name] of registryPart.matchAll(/^# export (\w+)=/gm)) expect(readme).toContain(String(name));
  });
});
