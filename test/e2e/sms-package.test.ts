import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { webhookKinds } from '../../infra/settings/webhook-kinds';
import { type LocalCloud, startLocalCloud } from '../../local-cloud/local-cloud';
import { readActionsFiles } from '../repository/workflows';
import { type BotServer, startBotServer } from '../support/bot-server';

const steps = readActionsFiles('workflows').find(({ path }) => path.endsWith('/sms-package.yml'))?.steps ?? [];
const command = steps.find(({ run }) => run !== undefined)?.run ?? '';

describe('The daily workflow for the package of messages', { timeout: 60_000 }, () => {
  let cloud: LocalCloud;
  let bots: BotServer;

  beforeEach(async () => {
    bots = await startBotServer();
    return bots.stop;
  });
  afterEach(() => cloud?.stop());

  /** Runs the workflow's step in the shell of GitHub's runner. */
  async function run(faults: readonly string[]) {
    cloud = await startLocalCloud({ faults });
    const webhooks = webhookKinds.map((kind) => [
      `TF_VAR_alarm_webhook_${kind}`,
      bots.locate(`https://${kind}.invalid/secret`),
    ]);
    const env = { ...process.env, ...cloud.env, ...Object.fromEntries(webhooks), ENVIRONMENT: 'prod', CI: 'true' };
    return promisify(execFile)('bash', ['-e', '-c', command], { cwd: projectRoot, env }).then(
      (printed) => ({ code: 0, ...printed }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  }

  it('succeeds if messages are left, and tells nobody', async () => {
    const { code, stdout } = await run([]);
    expect(stdout).toMatch(/^SMS package of prod \(application 1400006666\): \d+ messages left until/);
    expect(code).toBe(0);
    for (const kind of webhookKinds) expect(bots.calls(kind)).toEqual([]);
  });

  it('fails if none are left, says what to do, and tells all webhooks, whose addresses it does not show', async () => {
    const { code, stdout, stderr } = await run(['package=used-up']);
    expect(code).not.toBe(0);
    expect(stdout).toContain('no package with messages left: all are used up');
    expect(stderr).toContain('Buy a package in the SMS console');
    for (const kind of webhookKinds) {
      expect(JSON.stringify(bots.calls(kind))).toContain('sms-verification, prod: no package with messages left');
      expect(stderr).toContain(`Told the webhook ${kind}.`);
    }
    expect(stdout + stderr).not.toContain('/secret');
  });

  it('says which webhooks refused the message', async () => {
    bots.answerWith({ body: { errcode: 93000, code: 19001 } });
    const { stderr } = await run(['package=used-up']);
    expect(stderr).toContain('The webhook wecom was not told: errcode 93000.');
    expect(stderr).toContain('The webhook lark was not told: code 19001.');
    expect(stderr).toContain('Told the webhook http.');
  });
});
