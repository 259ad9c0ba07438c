import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import { projectRoot } from '../../infra/project-root';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { call, codeFor } from '../support/client';
import { canDeploy, deployEnvironment } from '../support/deployed-environment';
import type { Deployment } from '../support/deployment';
import { environment } from '../support/synthesize';

const phone = '8618566246600';

describe.skipIf(!canDeploy)('Operating staging', { timeout: 60_000 }, () => {
  let cloud: LocalCloud;
  let staging: Deployment;
  let url: string;

  beforeAll(async () => {
    const deployed = await deployEnvironment(environment('staging'));
    ({ cloud, url, deployment: staging } = deployed);
    return deployed.stop;
  }, 60_000);

  /** Runs a target of the Makefile with the API credentials of the local cloud's account. */
  async function make(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const env = terraformEnvironment(cloud.env);
    return promisify(execFile)('make', args, { cwd: projectRoot, env }).then(
      (printed) => ({ code: 0, ...printed }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  }
  const smoke = (...args: string[]) =>
    make('smoke', 'ENVIRONMENT=staging', `ARGS=--output ${staging.synthesized} --wait 0 ${args.join(' ')}`);

  describe('make smoke', () => {
    it('checks what needs no SMS, and prints how long each reply took', async () => {
      const { code, stdout } = await smoke();
      expect(stdout.replaceAll(/ +\d+ ms$/gm, ' … ms')).toBe(
        [
          `staging at ${url}`,
          'ok   it refuses a request without a number … ms',
          'ok   it refuses a login without a code … ms',
          'ok   its store answers … ms',
          '',
        ].join('\n'),
      );
      expect(code).toBe(0);
      expect(cloud.account.sms.messages()).toEqual([]);
    });

    it('prints what was found, what was expected and what to do when Redis is down', async () => {
      const [instance] = cloud.account.redis.instances();
      const server = await cloud.account.redis.server(instance?.instanceId ?? '');
      server?.process.kill('SIGKILL');
      const { code, stdout } = await smoke();
      expect(code).not.toBe(0);
      expect(stdout).toMatch(/^ok +it refuses a login without a code/m);
      expect(stdout).toMatch(/^FAIL its store answers +\d+ ms$/m);
      expect(stdout).toContain('found: 503 ServiceUnavailable; expected: 200 CodeHasExpired');
      expect(stdout).toContain('"The store does not answer" in docs/operations.md');
      await cloud.account.redis.restart(instance?.instanceId ?? '');
      expect((await smoke()).code).toBe(0);
    });

    it('says what is in the way of the local API Gateway, which has no HTTPS', async () => {
      const deployed = await deployEnvironment(environment('pr-42', { trigger: 'api-gateway' }));
      onTestFinished(deployed.stop);
      const { synthesized } = deployed.deployment;
      const { code, stdout } = await make('smoke', 'ENVIRONMENT=pr-42', `ARGS=--output ${synthesized} --wait 0`);
      expect(code).not.toBe(0);
      expect(stdout.match(/^FAIL /gm)).toHaveLength(1);
      expect(stdout).toMatch(/found: no HTTPS at 127\.0\.0\.1:\d+; expected: 400 InValidParam/);
      expect(stdout).toContain(`curl '${deployed.url.replace('https:', 'http:')}?method=getSms'`);
    });

    it('says what to do if the environment was not deployed from this folder', async () => {
      const { code, stderr } = await make('smoke', 'ENVIRONMENT=pr-42', `ARGS=--output ${staging.synthesized}`);
      expect(code).not.toBe(0);
      expect(stderr).toContain('sms-verification-pr-42 is not in ');
      expect(stderr).toContain('make diff ENVIRONMENT=pr-42');
    });
  });

  describe('make logs', () => {
    it('prints the newest lines, the newest last', async () => {
      await call(url, { method: 'getSms', phone });
      await call(url, { method: 'login', phone, code: '000000' });
      const { code, stdout, stderr } = await make('logs', 'ENVIRONMENT=staging', 'LINES=2');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const lines = stdout.trim().split('\n');
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([
        { event: 'code_sent', phone: '+86185****6600' },
        { event: 'code_checked', result: 'CodeIsError' },
      ]);
      expect(stdout).not.toContain(phone);
    });

    it('leaves out what the platform writes for every invocation, above all replies with tokens', async () => {
      const number = '8618566246601';
      await call(url, { method: 'getSms', phone: number });
      const code = await codeFor(cloud, number);
      const { token = '' } = await call(url, { method: 'login', phone: number, code });
      expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
      const { topicId } = cloud.account.scf.get('default', 'sms-verification-staging');
      const stored = cloud.account.cls.lines(topicId).map(({ text }) => text);
      for (const text of ['START RequestId:', 'RetMsg:', token]) expect(stored.join('\n')).toContain(text);
      const { code: exitCode, stdout } = await make('logs', 'ENVIRONMENT=staging', 'LINES=1000');
      expect(exitCode).toBe(0);
      expect(stdout).toContain('"result":"Success"');
      expect(stdout).not.toMatch(/RequestId:|RetMsg/);
      expect(stdout).not.toContain(token);
    });

    it('prints each line of the platform as one line, with its time', async () => {
      const { topicId } = cloud.account.scf.get('default', 'sms-verification-staging');
      cloud.account.cls.write(topicId, { text: 'Task timed out\n  after 15 seconds\n' });
      const { stdout } = await make('logs', 'ENVIRONMENT=staging', 'LINES=1', 'SINCE=5m');
      expect(stdout).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z Task timed out\\n {2}after 15 seconds\n$/);
    });

    it.each([
      [['SINCE=soon'], 'SINCE: found "soon"; allowed: minutes, hours or days up to 3600d, such as 30m, 2h or 7d.'],
      [['SINCE=3601d'], 'SINCE: found "3601d"; allowed: minutes, hours or days up to 3600d, such as 30m, 2h or 7d.'],
      [['LINES=5000'], 'LINES: found "5000"; allowed: 1 to 1000.'],
      [['ENVIRONMENT=demo'], 'ResourceNotFound.Function: The function Demo does not exist'],
      [['ENVIRONMENT='], 'Which environment?'],
    ])('refuses %j', async (args, message) => {
      const { code, stderr } = await make('logs', 'ENVIRONMENT=staging', ...args);
      expect(code).not.toBe(0);
      expect(stderr).toContain(message);
      expect(stderr).not.toMatch(/at .*\.[jt]s:/);
    });

    it('says what to do if the function has no log, or has written nothing', async () => {
      const { scf, cls } = cloud.account;
      const name = 'sms-verification-staging';
      const { topicId, logsetId } = scf.get('default', name);
      const writeTo = async (topic: string, logset = logsetId) => {
        scf.change('default', name, { topicId: topic, logsetId: logset });
        while (scf.get('default', name).status !== 'Active') await new Promise(setImmediate);
      };
      await writeTo('', '');
      const without = await make('logs', 'ENVIRONMENT=staging');
      expect(without.stderr).toContain(
        'writes no log to CLS. Set `monitoring: { retentionDays: 7 }` for the environment staging',
      );

      const empty = cls.createTopic({ logsetId, name: 'empty', period: 1, settings: {}, tags: {} }).topicId;
      cls.setIndex(empty, {});
      await writeTo(empty);
      const { code, stdout, stderr } = await make('logs', 'ENVIRONMENT=staging', 'SINCE=2h');
      expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
      expect(stderr).toContain(`${name} has written no lines in the last 2h.`);
      await writeTo(topicId);
    });

    it('requires the account’s API credentials', async () => {
      const env = { ...terraformEnvironment(cloud.env), TENCENTCLOUD_SECRET_ID: '' };
      const failed = await promisify(execFile)('make', ['logs', 'ENVIRONMENT=staging'], {
        cwd: projectRoot,
        env,
      }).catch((error) => error);
      expect(failed.stderr).toContain(
        'TENCENTCLOUD_SECRET_ID is not set: API credentials of the account, as for a deployment.',
      );
    });
  });
});
