import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import { projectRoot } from '../../infra/project-root';
import { stackNameOf } from '../../infra/settings/stack-name';
import { stateFileOf } from '../../infra/terraform/state-location';
import { canDeploy, startTestCloud, type TestCloud } from '../support/deployed-environment';
import type { Deployment } from '../support/deployment';
import { bindToService, domain, functionRecord } from '../support/domain';
import { environment, preview } from '../support/synthesize';

/** What make environments says of one environment, as far as it does not depend on time and chance. */
interface Listed {
  readonly name: string;
  readonly createdAt: string | null;
  readonly deployedAt: string | null;
  readonly parts: readonly object[];
}

describe.skipIf(!canDeploy)('make environments', { timeout: 120_000 }, () => {
  let started: TestCloud;
  let later = 0;
  const now = () => Date.now() + later;

  afterEach(async () => {
    later = 0;
    await started?.stop();
  });

  /** Runs the command in a folder in which only these environments have states. */
  async function list(states: Readonly<Record<string, Deployment>> = {}, ...options: readonly string[]) {
    const folder = await mkdtemp(join(tmpdir(), 'environments-'));
    try {
      for (const [name, deployment] of Object.entries(states)) {
        const { printed } = await deployment.run('state', 'pull');
        await writeFile(join(folder, stateFileOf(stackNameOf(name))), printed.slice(printed.indexOf('{')));
      }
      const args = [join(projectRoot, 'infra', 'run.cjs'), 'infra/operations/environments/cli.ts', ...options];
      const env = terraformEnvironment(started.cloud.env);
      return await promisify(execFile)(process.execPath, args, { cwd: folder, env }).then(
        ({ stdout }) => stdout,
        ({ stderr }: { stderr: string }) => `failed: ${stderr}`,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  const listJson = async (states: Readonly<Record<string, Deployment>> = {}): Promise<readonly Listed[]> =>
    JSON.parse(await list(states, '--json')).environments;

  it('says that an account has none, and what is wrong with the credentials', async () => {
    started = await startTestCloud();
    expect(await list()).toBe('The account has no environments.\n');
    expect(await listJson()).toEqual([]);
    expect(await list({}, '--yaml')).toBe('failed: ARGS: found "--yaml"; allowed: --json, --help.\n');
    started = { ...started, cloud: { ...started.cloud, env: { ...started.cloud.env, TENCENTCLOUD_SECRET_ID: '' } } };
    expect(await list()).toContain('failed: TENCENTCLOUD_SECRET_ID is not set');
  });

  it('tells the address of a domain', async () => {
    started = await startTestCloud({ records: functionRecord });
    await started.deploy(environment('dev', { domain }));
    await started.deploy(environment('staging', { trigger: 'api-gateway' }));
    bindToService(started.cloud, 'codes.example.com');
    expect(await listJson()).toMatchObject([
      { url: 'https://sms.example.com/' },
      { url: 'https://codes.example.com/' },
    ]);
  });

  it('tells the truth of a fresh one, a shared one, one behind API Gateway, and one without a state', async () => {
    started = await startTestCloud({ now });
    const { deploy, cloud } = started;
    later = -3 * 86_400_000;
    const dev = await deploy(environment('dev'));
    later = 0;
    const pr42 = await deploy(preview('pr-42'));
    const staging = await deploy(environment('staging', { trigger: 'api-gateway' }));
    const before = cloud.account.contents();

    const listed = await listJson({ dev, 'pr-42': pr42 });
    expect(listed).toMatchObject([
      { name: 'dev', region: 'ap-guangzhou', redisOf: null, redisPriceAnHour: { currency: 'CNY' }, state: 'there' },
      { name: 'pr-42', url: await pr42.output('url'), redisOf: 'dev', redisPriceAnHour: null, state: 'there' },
      { name: 'staging', url: await staging.output('url'), redisOf: null, state: 'missing' },
    ]);
    const [ofDev, ofPreview] = listed;
    expect(ageInHours(ofDev?.createdAt)).toBeCloseTo(72, 0);
    expect(ageInHours(ofPreview?.createdAt)).toBeCloseTo(0, 0);
    expect(ofPreview?.deployedAt).toBe(ofPreview?.createdAt);

    dev.synthesize(environment('dev', { corsOrigins: ['https://app.example.com'] }), started.zipFile);
    await dev.apply();
    const [changed] = await listJson({ dev });
    expect(ageInHours(changed?.createdAt)).toBeCloseTo(72, 0);
    expect(ageInHours(changed?.deployedAt)).toBeCloseTo(0, 0);

    const text = await list({ dev });
    expect(text).toMatch(/^environment +age +deployed +parts +Redis an hour +state$/m);
    expect(text).toMatch(/^dev +3 d +\d min ago +\d+ +[\d.]+ CNY +there\n {2}ap-guangzhou\n {2}https?:\/\/\S+\/$/m);
    expect(text).toMatch(/^pr-42 +\d min +\d min ago +\d+ +of dev +missing$/m);
    for (const line of text.split('\n')) if (!line.includes('://')) expect(line.length).toBeLessThanOrEqual(80);
    expect(cloud.account.contents()).toEqual(before);
  });

  it('tells of one whose creation was interrupted before it had tags', async () => {
    started = await startTestCloud();
    const { vpc, redis } = started.cloud.account;
    const region = 'ap-guangzhou';
    const zone = 'ap-guangzhou-3';
    const { vpcId } = vpc.createVpc({ region, name: 'by hand', cidrBlock: '10.0.0.0/16', tags: {} });
    const { subnetId } = vpc.createSubnet({ vpcId, name: 'by hand', cidrBlock: '10.0.0.0/24', zone, tags: {} });
    const size = { typeId: 15, memSize: 1024, shards: 1, replicas: 1, port: 6379, billingMode: 'POSTPAID' } as const;
    const place = { region, zone, vpcId, subnetId, securityGroups: [], password: 'Password1', tags: {} };
    for (const name of ['sms-verification-pr-7', 'Demo database', 'somebody else'])
      redis.create({ ...size, ...place, name });
    expect(await listJson()).toMatchObject([
      { name: 'demo', deployedAt: null, parts: [{ type: 'tencentcloud_redis_instance', name: 'Demo database' }] },
      { name: 'pr-7', deployedAt: null, url: null, state: 'missing', redisPriceAnHour: { currency: 'CNY' } },
    ]);
    expect(await list()).toMatch(
      /^pr-7 .*incomplete .*\n.*\n {2}It has no function: its deployment was interrupted, or is under way\.$/m,
    );
  });
});

/** Hours since a time. */
const ageInHours = (time: string | null | undefined) => (Date.now() - Date.parse(time ?? '')) / 3_600_000;
