import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { call, codeFor } from '../support/client';
import { canDeploy, startTestCloud } from '../support/deployed-environment';
import type { Deployment } from '../support/deployment';
import { environment } from '../support/synthesize';

const phone = '8613922233344';
const name = 'sms-verification-dev';

describe.skipIf(!canDeploy)('Secrets', { timeout: 60_000 }, () => {
  let cloud: LocalCloud;
  let stop: () => Promise<void>;
  let deployment: Deployment;
  /** The secrets that must not be found, by name. */
  const planted: Record<string, string> = { number: phone.slice(2) };
  const printed: string[] = [];
  const stored: string[] = [];
  const replies: string[] = [];

  // Deploys and uses an environment, with as many failures as possible; the tests search what it wrote.
  beforeAll(async () => {
    const started = await startTestCloud();
    ({ cloud } = started);
    stop = started.stop;
    deployment = await started.prepare();
    deployment.synthesize(
      environment('dev', { monitoring: { retentionDays: 1, webhooks: ['wecom'] } }),
      started.zipFile,
    );
    const testNumber = { phone: '+8619911223344', code: '835174', expires: new Date().toISOString().slice(0, 10) };
    planted.testNumber = testNumber.phone.slice(3);
    planted.testCode = testNumber.code;
    const withTestNumber = `-var=test_numbers=${JSON.stringify([testNumber])}`;
    printed.push((await deployment.run('apply', '-input=false', '-auto-approve', withTestNumber)).printed);
    const url = await deployment.output('url');
    const { redis, scf, cam } = cloud.account;
    const variables = scf.get('default', name).variables;
    for (const variable of ['REDIS_PASSWORD', 'CODE_SECRET', 'SESSION_KEYS']) {
      planted[variable] = variables[variable] ?? '';
    }
    planted.webhook = 'local-wecom';
    planted.accountKey = cloud.env.TENCENTCLOUD_SECRET_KEY ?? '';

    const ask = async (fields: Readonly<Record<string, string>>) => {
      const reply = await call(url, { phone, ...fields });
      const { token = '', ...told } = reply;
      if (token !== '') planted.token = token;
      replies.push(JSON.stringify(told));
    };
    await ask({ method: 'getSms' });
    planted.code = await codeFor(cloud, phone);
    await ask({ method: 'getSms', phone: testNumber.phone });
    await ask({ method: 'login', phone: testNumber.phone, code: testNumber.code });
    await ask({ method: 'login', code: '9182736' });
    await ask({ method: 'login', code: planted.code === '918273' ? '918274' : '918273' });
    await ask({ method: 'login', code: planted.code });
    await ask({ method: 'getSms', phone: `+${phone}0` });
    cam.detach(name, 'QcloudSMSFullAccess');
    await ask({ method: 'getSms', phone: '8613922233345' });
    const [instance] = redis.instances();
    const server = await redis.server(instance?.instanceId ?? '');
    const store = new Redis({ host: '127.0.0.1', port: server?.port ?? 0, password: variables.REDIS_PASSWORD ?? '' });
    for (const key of await store.keys('*')) {
      const type = await store.type(key);
      if (type === 'hash') stored.push(JSON.stringify(await store.hgetall(key)));
      else if (type === 'set') stored.push(JSON.stringify(await store.smembers(key)));
      else stored.push(String(await store.get(key)));
    }
    store.disconnect();
    server?.process.kill('SIGKILL');
    await ask({ method: 'login', code: planted.code });
    for (const command of [
      ['plan'],
      ['output'],
      ['show'],
      ['output', 'nothing'],
      ['apply', '-var', 'sms_sdkappid=x'],
      ['plan', withTestNumber, '-var=sms_sign=Another'],
      ['plan', withTestNumber.replace('835174', '835174x')],
    ]) {
      printed.push((await deployment.run(...command)).printed);
    }
  }, 60_000);

  afterAll(() => stop());

  function expectNone(text: string, what = Object.keys(planted)): void {
    expect(text).not.toBe('');
    const found = what.filter((secret) => text.includes(planted[secret] ?? ''));
    expect(found).toEqual([]);
  }

  it('were used, so that they could be found', () => {
    expect(Object.keys(planted).sort()).toEqual(
      [
        'CODE_SECRET',
        'REDIS_PASSWORD',
        'SESSION_KEYS',
        'accountKey',
        'code',
        'number',
        'testCode',
        'testNumber',
        'token',
        'webhook',
      ].sort(),
    );
    for (const secret of Object.values(planted)) expect(secret).toMatch(/^.{6,}$/s);
    const codeStrs = [
      'Ok',
      'Ok',
      'Success',
      'InValidParam',
      'CodeIsError',
      'Success',
      'InValidParam',
      'AuthFailure',
      'ServiceUnavailable',
    ];
    expect(replies).toHaveLength(codeStrs.length);
    for (const [index, codeStr] of codeStrs.entries()) expect(replies[index]).toContain(codeStr);
  });

  it('are not in the log, except for the token, which the platform writes into it', () => {
    const lines = cloud.account.cls.lines(cloud.account.scf.get('default', name).topicId);
    const textOf = (some: typeof lines) => some.map(({ text }) => text).join('\n');
    const own = lines.filter(({ fields }) => fields?.SCF_Type === 'Custom');
    expect(own.length).toBeGreaterThanOrEqual(replies.length);
    expectNone(textOf(own));
    const { token = '', ...others } = planted;
    expect(textOf(lines)).toContain(token);
    expectNone(textOf(lines), Object.keys(others));
  });

  it('are not in replies, except for the token', () => {
    expectNone(replies.join('\n'));
  });

  it('are not in the values in Redis', () => {
    expect(stored.length).toBeGreaterThan(1);
    expectNone(stored.join('\n'));
  });

  it('are not in the synthesized files', async () => {
    const files = await readdir(deployment.synthesized, { recursive: true, withFileTypes: true });
    const synthesized = files.filter((file) => file.isFile() && !file.parentPath.includes('.terraform'));
    const texts = await Promise.all(
      synthesized
        .filter((file) => !file.name.includes('.tfstate'))
        .map((file) => readFile(join(file.parentPath, file.name), 'latin1')),
    );
    expect(texts.length).toBeGreaterThan(1);
    expectNone(texts.join('\n'));
  });

  it('are not in Terraform’s output', () => {
    expect(printed.join('\n')).toContain('jwks_url');
    expectNone(printed.join('\n'));
  });
});
