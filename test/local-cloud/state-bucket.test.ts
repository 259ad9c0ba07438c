import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import { statePrefixOf } from '../../infra/terraform/state-location';
import { initialAccount } from '../../local-cloud/account/initial-account';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../local-cloud/local-cloud';
import { giveStatements, readPolicy } from '../infra/policies/deploying-policy';
import { canKeepStatesInCos, stateBucket } from '../support/state-bucket';
import { terraform } from '../support/terraform';

const prefix = 'sms-verification/trial';

async function start(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const cloud = await startLocalCloud({ stateBucket, ...options });
  onTestFinished(cloud.stop);
  return cloud;
}

/** Creates a folder whose Terraform keeps its state in COS. */
async function createFolder({ env, stateEnv }: LocalCloud, backend: Readonly<Record<string, unknown>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'state-bucket-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const cos = { bucket: stateBucket, region: 'ap-guangzhou', prefix, encrypt: true, ...backend };
  const resource = { terraform_data: { one: { input: 'kept' } } };
  await writeFile(join(folder, 'main.tf.json'), JSON.stringify({ terraform: { backend: { cos } }, resource }));
  const variables = terraformEnvironment({ ...env, ...stateEnv });
  return {
    run: (args: readonly string[], more: NodeJS.ProcessEnv = {}) => terraform(folder, args, { ...variables, ...more }),
  };
}

const init = ['init', '-input=false'];
const apply = ['apply', '-input=false', '-auto-approve'];

// platform: cos-backend, go-https-proxy, account-tags
describe.skipIf(!canKeepStatesInCos)('A state in the COS of the local cloud', { timeout: 60_000 }, () => {
  it('is stored by an apply, encrypted and under its prefix, and read by another folder', async () => {
    const cloud = await start();
    const { run } = await createFolder(cloud);
    expect(await run(init)).toMatchObject({ code: 0 });
    expect(await run(apply)).toMatchObject({ code: 0, printed: expect.stringContaining('1 added') });
    const { cos } = cloud.account;
    const bucket = cos.bucket('ap-guangzhou', stateBucket);
    const { listed } = cos.listObjects(bucket, { prefix: '', marker: '', maxKeys: 1000 });
    expect(listed.map(({ key }) => key)).toEqual([`${prefix}/terraform.tfstate`]);
    expect(cos.getObject(bucket, `${prefix}/terraform.tfstate`).headers).toMatchObject({
      'x-cos-server-side-encryption': 'AES256',
    });
    // The lock and its tag are gone.
    expect(cloud.account.contents()).toEqual([`bucket ${stateBucket}`]);

    const another = await createFolder(cloud);
    await another.run(init);
    expect((await another.run(['state', 'list'])).printed).toContain('terraform_data.one');
    expect((await another.run(['plan', '-detailed-exitcode'])).code).toBe(0);
  });

  it('is kept over a restart of the local cloud', async () => {
    const stateFolder = await mkdtemp(join(tmpdir(), 'cloud-state-'));
    onTestFinished(() => rm(stateFolder, { recursive: true }));
    const first = await startLocalCloud({ stateBucket, stateFolder });
    const { run } = await createFolder(first);
    await run(init);
    await run(apply);
    await first.stop();
    const again = await createFolder(await start({ stateFolder }));
    await again.run(init);
    expect((await again.run(['state', 'list'])).printed).toContain('terraform_data.one');
  });

  it('needs a bucket that exists, and keys that are right', async () => {
    const cloud = await start();
    const { run } = await createFolder(cloud, { bucket: 'another-1300000000' });
    expect(await run(init)).toMatchObject({
      code: 1,
      printed: expect.stringContaining('another-1300000000 not exists'),
    });
    const right = await createFolder(cloud);
    const wrong = { TENCENTCLOUD_SECRET_KEY: 'wrong' };
    expect(await right.run(init, wrong)).toMatchObject({
      code: 1,
      printed: expect.stringContaining('SignatureDoesNotMatch'),
    });
    const unknown = { TENCENTCLOUD_SECRET_ID: 'AKIDunknown' };
    expect(await right.run(init, unknown)).toMatchObject({
      code: 1,
      printed: expect.stringContaining('InvalidAccessKeyId'),
    });
  });

  it('works with temporary keys of a role that has the rights', async () => {
    const cloud = await start();
    const { cam, credentials } = cloud.account;
    const trust = { effect: 'allow', action: ['name/sts:AssumeRole'], principal: { qcs: ['qcs::cam::uin/1:root'] } };
    const document = JSON.stringify({ version: '2.0', statement: [trust] });
    cam.createRole({ name: 'deployer', document, description: '', tags: {} });
    cam.attach('deployer', 'AdministratorAccess');
    const { secretId, secretKey, token } = credentials.assumeRole('deployer');
    const { run } = await createFolder(cloud);
    const keys = {
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
      TENCENTCLOUD_SECURITY_TOKEN: token,
    };
    expect(await run(init, keys)).toMatchObject({ code: 0 });
    expect(await run(apply, keys)).toMatchObject({ code: 0 });
    const { TENCENTCLOUD_SECURITY_TOKEN: _, ...withoutToken } = keys;
    expect(await run(['state', 'list'], withoutToken)).toMatchObject({ code: 1 });
  });

  it('is stored with the policy of CI, for its own environment alone', async () => {
    const cloud = await start();
    const statements = JSON.stringify(readPolicy('deploy-ci')).replaceAll('1250000000', initialAccount.appId);
    giveStatements(cloud.account, 'ci', JSON.parse(statements));
    const { secretId, secretKey, token } = cloud.account.credentials.assumeRole('ci');
    const keys = {
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
      TENCENTCLOUD_SECURITY_TOKEN: token,
    };
    const own = await createFolder(cloud, { prefix: statePrefixOf('sms-verification-staging') });
    expect(await own.run(init, keys)).toMatchObject({ code: 0 });
    expect(await own.run(apply, keys)).toMatchObject({ code: 0 });
    expect((await own.run(['state', 'list'], keys)).printed).toContain('terraform_data.one');
    const other = await createFolder(cloud, { prefix: statePrefixOf('sms-verification-prod') });
    await other.run(init, keys);
    expect(await other.run(apply, keys)).toMatchObject({ code: 1, printed: expect.stringContaining('AccessDenied') });
    expect(cloud.account.contents()).toContain(`bucket ${stateBucket}`);
    expect(cloud.account.tagging.accountTags()).toEqual([]);
  });

  // platform: state-lock-tags
  it.each([
    ['cos:PutObject', 'AccessDenied'],
    ['tag:CreateTag', 'AuthFailure.UnauthorizedOperation'],
  ])('is not stored without the right %s', async (right, code) => {
    const { run } = await createFolder(await start({ faults: [`right-missing=${right}`] }));
    expect(await run(init)).toMatchObject({ code: 0 });
    expect(await run(apply)).toMatchObject({ code: 1, printed: expect.stringContaining(code) });
  });
});

describe('The proxy of the local cloud', () => {
  it('is started only with a bucket for states, and keeps its certificate private', async () => {
    const without = await startLocalCloud();
    onTestFinished(without.stop);
    expect(without.stateEnv).toBeUndefined();
    const { stateEnv = {} } = await start();
    const { SSL_CERT_FILE: file = '' } = stateEnv;
    expect(await readFile(file, 'utf8')).not.toContain('PRIVATE KEY');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.each([
    'example.com:443',
    'sms.tencentcloudapi.com:443',
    'tag.tencentcloudapi.com:80',
    'myqcloud.com:443',
    '127.0.0.1:22',
  ])('refuses to connect to %s', async (target) => {
    const { stateEnv = {} } = await start();
    const { port } = new URL(stateEnv.HTTPS_PROXY ?? '');
    const socket = connect(Number(port), '127.0.0.1');
    socket.end(`CONNECT ${target} HTTP/1.1\r\nhost: ${target}\r\n\r\n`);
    let reply = '';
    for await (const chunk of socket) reply += chunk;
    expect(reply).toMatch(/^HTTP\/1\.1 403 /);
    expect(reply).toContain(`found "${target}"`);
  });

  it('refuses a bucket that the account cannot have', async () => {
    await expect(startLocalCloud({ stateBucket: 'sms-state' })).rejects.toThrow('allowed: lower-case letters');
  });
});
