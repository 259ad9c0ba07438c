import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { atLength, isAtLength } from '../support/at-length';
import { call, codeFor } from '../support/client';
import { canDeploy, startTestCloud, type TestCloud } from '../support/deployed-environment';
import { environment } from '../support/synthesize';

const phone = '8618566246600';

describe.skipIf(!canDeploy)('A stack, deployed by Terraform', { timeout: 60_000 }, () => {
  let cloud: LocalCloud;
  let deploy: TestCloud['deploy'];
  let prepare: TestCloud['prepare'];
  const { codeFile, zipFile } = inject('bundle');

  beforeEach(async () => {
    const started = await startTestCloud();
    ({ cloud, deploy, prepare } = started);
    return started.stop;
  });

  /** Logs a number in: requests a code, reads it from the inbox, and exchanges it for a token. */
  async function logIn(url: string, number = phone): Promise<void> {
    expect(await call(url, { method: 'getSms', phone: number })).toMatchObject({ status: 200, codeStr: 'Ok' });
    const code = await codeFor(cloud, number);
    const login = { method: 'login', phone: number, code };
    expect(await call(url, login)).toMatchObject({ codeStr: 'Success', token: expect.stringMatching(/^ey/) });
    expect(await call(url, login)).toMatchObject({ codeStr: 'CodeHasValid' });
  }

  it.each(['function-url', 'api-gateway'] as const)('answers behind %s, and plans no changes', async (trigger) => {
    const demo = await deploy(environment('demo', { trigger }));
    await logIn(await demo.output('url'));
    expect(await demo.plan()).toMatchObject({ code: 0, printed: expect.stringContaining('No changes') });
    await demo.run('destroy', '-auto-approve');
    expect(cloud.account.contents()).toEqual([]);
  });

  const answers = 'of %s answers, and plans no changes';
  it.each([['prod', environment('prod')] as const])(answers, (_, settings) => expectAnswer(settings));
  it.runIf(isAtLength).each([['staging', environment('staging')] as const])(atLength(answers), (_, settings) =>
    expectAnswer(settings),
  );

  async function expectAnswer(settings: EnvironmentSettings): Promise<void> {
    const deployment = await deploy(settings);
    await logIn(await deployment.output('url'));
    expect(await deployment.plan()).toMatchObject({ code: 0 });
  }

  it('updates the function in place when its code changes', async () => {
    const demo = await deploy(environment('demo'));
    const code = await readFile(codeFile, 'utf8');
    const changed = code.replaceAll('The verification code has been sent.', 'It is on its way.');
    const folder = await mkdtemp(join(tmpdir(), 'changed-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const changedZip = join(folder, 'changed.zip');
    await writeFile(changedZip, zipSync({ 'index.js': Buffer.from(changed) }));
    demo.synthesize(environment('demo'), changedZip);
    expect((await demo.plan()).printed).toContain('Plan: 0 to add, 1 to change, 0 to destroy.');
    await demo.apply();
    const reply = await call(await demo.output('url'), { method: 'getSms', phone });
    expect(reply).toMatchObject({ codeStr: 'Ok', msg: 'It is on its way.' });
    expect((await demo.plan()).code).toBe(0);
  });

  it.runIf(isAtLength)(atLength('moves when its network changes, behind API Gateway'), async () => {
    const settings = environment('dev', { trigger: 'api-gateway' });
    const dev = await deploy(settings);
    const network = { ...settings.network, vpcCidr: '10.8.0.0/16', subnetCidr: '10.8.1.0/24' };
    dev.synthesize({ ...settings, network }, zipFile);
    const { printed } = await dev.plan();
    expect(printed).toMatch(/tencentcloud_vpc\.\S+ (must|will) be replaced/);
    expect(printed).toMatch(/cidr_block +=.*forces replacement/);
    await dev.apply();
    expect(cloud.account.vpc.vpcs().map(({ cidrBlock }) => cidrBlock)).toEqual(['10.8.0.0/16']);
    await logIn(await dev.output('url'));
    expect((await dev.plan()).code).toBe(0);
  });

  it.runIf(isAtLength)(atLength('is independent of another environment in the same account'), async () => {
    const [dev, preview] = [await deploy(environment('dev')), await deploy(environment('pr-42'))];
    const [devUrl, previewUrl] = [await dev.output('url'), await preview.output('url')];
    await call(devUrl, { method: 'getSms', phone });
    const code = await codeFor(cloud, phone);
    expect(await call(previewUrl, { method: 'login', phone, code })).toMatchObject({ codeStr: 'CodeHasExpired' });
    expect(await call(devUrl, { method: 'login', phone, code })).toMatchObject({ codeStr: 'Success' });
    const before = cloud.account.contents().filter((line) => !line.includes('pr-42'));
    await preview.run('destroy', '-auto-approve');
    expect(cloud.account.contents()).toEqual(before);
    expect((await dev.plan()).code).toBe(0);
  });

  it('continues after an apply that failed', async () => {
    const { cam } = cloud.account;
    const document =
      '{"version":"2.0","statement":[{"effect":"allow","action":"sts:*","principal":{"service":"scf.qcloud.com"}}]}';
    cam.createRole({ name: 'sms-verification-demo', document, description: '', tags: {} });
    const demo = await prepare();
    demo.synthesize(environment('demo'), zipFile);
    await expect(demo.apply()).rejects.toThrow(
      /Code=InvalidParameter\.RoleNameInUse[\s\S]*"name": "sms-verification-demo"/,
    );
    expect((await demo.run('state', 'list')).printed).toContain('tencentcloud_vpc.');
    cam.deleteRole('sms-verification-demo');
    expect(await demo.apply()).toMatch(/Resources: \d+ added, 0 changed, 0 destroyed/);
    await logIn(await demo.output('url'));
  });

  it.runIf(isAtLength)(atLength('detects a resource that was deleted by hand, and creates it again'), async () => {
    const demo = await deploy(environment('demo'));
    cloud.account.scf.delete('default', 'Demo');
    const { code, printed } = await demo.plan();
    expect(code).toBe(2);
    expect(printed).toMatch(/tencentcloud_scf_function\.\S+ will be created/);
    await demo.apply();
    await logIn(await demo.output('url'));
    expect((await demo.plan()).code).toBe(0);
  });

  it('detects drift, and corrects it', async () => {
    const demo = await deploy(environment('demo'));
    const { scf, vpc } = cloud.account;
    scf.change('default', 'Demo', { timeout: 1 });
    vpc.changeVpc(vpc.vpcs()[0]?.vpcId ?? '', { name: 'renamed' });
    const { printed } = await demo.plan();
    expect(printed).toMatch(/name +=.*"renamed" -> "Demo VPC"/);
    expect(printed).toMatch(/timeout +=.*1 -> 15/);
    await demo.apply();
    expect((await demo.plan()).code).toBe(0);
  });

  it('cannot be destroyed in prod', async () => {
    const prod = await deploy(environment('prod'));
    const { code, printed } = await prod.run('destroy', '-auto-approve');
    expect(code).toBe(1);
    expect(printed).toContain('Instance cannot be destroyed');
    await logIn(await prod.output('url'));
  });

  it('cannot send without its policy, nor reach Redis without the security group rule', async () => {
    const demo = await deploy(environment('demo'));
    const url = await demo.output('url');
    const { cam, securityGroups } = cloud.account;
    cam.detach('sms-verification-demo', 'QcloudSMSFullAccess');
    expect(await call(url, { method: 'getSms', phone })).toMatchObject({
      status: 502,
      codeStr: 'AuthFailure.UnauthorizedOperation',
    });
    cam.attach('sms-verification-demo', 'QcloudSMSFullAccess');
    await logIn(url);
    const [group] = securityGroups.groups();
    securityGroups.replaceRules(group?.securityGroupId ?? '', { ingress: [], egress: [] });
    await cloud.functions.end(cloud.account.scf.get('default', 'Demo').functionId);
    expect(await call(url, { method: 'login', phone, code: '123456' })).toMatchObject({
      status: 503,
      codeStr: 'ServiceUnavailable',
    });
  });

  it('reports which variable is invalid, and what is allowed', async () => {
    const demo = await deploy(environment('demo'));
    const { code, printed } = await demo.run('plan', '-input=false', '-var', 'sms_sdkappid=abc');
    expect(code).toBe(1);
    expect(printed.replace(/\s+/g, ' ')).toContain(
      'sms_sdkappid has to be the SDKAppID of the SMS application: digits only',
    );
    const half = await demo.run('plan', '-input=false', '-var', 'captcha_appid=190000000');
    expect(half.printed.replace(/\s+/g, ' ')).toContain(
      'Set both captcha_appid and captcha_secret, or neither of them.',
    );
    const captcha = ['-var', 'captcha_appid=190000000', '-var', 'captcha_secret=a secret'];
    const wrong = await demo.run('plan', '-input=false', ...captcha);
    expect(wrong.printed.replace(/\s+/g, ' ')).toContain('captcha_secret has to be the AppSecretKey');
    expect(wrong.printed).not.toContain('a secret');
  });

  it('requires a captcha when the account’s captcha is configured', async () => {
    const demo = await deploy(environment('demo'));
    const { appId, secret } = { appId: '190000000', secret: 'localcaptchalocalcaptcha' };
    await demo.run('apply', '-auto-approve', '-var', `captcha_appid=${appId}`, '-var', `captcha_secret=${secret}`);
    const url = await demo.output('url');
    expect(await call(url, { method: 'getSms', phone })).toMatchObject({ status: 403, codeStr: 'CaptchaRequired' });
    const solved = { method: 'getSms', phone, ticket: 'passed', randstr: '@abc' };
    expect(await call(url, { ...solved, ticket: 'made up' })).toMatchObject({ codeStr: 'CaptchaFailed' });
    expect(await call(url, solved)).toMatchObject({ status: 200, codeStr: 'Ok' });
  });

  it.runIf(isAtLength)(atLength('can import its VPC'), async () => {
    const demo = await deploy(environment('demo'));
    const [vpc] = cloud.account.vpc.vpcs();
    const { printed } = await demo.run('state', 'list');
    const address = /tencentcloud_vpc\.\S+/.exec(printed)?.[0] ?? '';
    await demo.run('state', 'rm', address);
    expect((await demo.run('import', '-input=false', address, vpc?.vpcId ?? '')).code).toBe(0);
    expect((await demo.plan()).code).toBe(0);
  });
});
