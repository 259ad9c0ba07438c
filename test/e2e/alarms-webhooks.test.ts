import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookKinds } from '../../infra/settings/webhook-kinds';
import type { NewLogLine } from '../../local-cloud/account/cls-lines';
import { initialAccount } from '../../local-cloud/account/initial-account';
import { type BotServer, startBotServer } from '../support/bot-server';
import { canDeploy, type DeployedEnvironment, deployEnvironment } from '../support/deployed-environment';
import { environment } from '../support/synthesize';

const settings = environment('staging', { monitoring: { retentionDays: 7, webhooks: [...webhookKinds] } });
const minutes = 60_000;

describe.skipIf(!canDeploy)('An environment with webhooks', { timeout: 60_000 }, () => {
  let bots: BotServer;
  let deployed: DeployedEnvironment;
  /** How far the clock of the cloud is ahead. */
  let aheadMs = 0;

  beforeAll(async () => {
    bots = await startBotServer();
    const now = () => Date.now() + aheadMs;
    deployed = await deployEnvironment(settings, { locateWebhook: bots.locate, now });
  }, 120_000);
  afterAll(async () => {
    await deployed?.stop();
    await bots?.stop();
  });

  const account = () => deployed.cloud.account;
  /** Writes a line as the function does, and lets CLS evaluate its alarms, when what was raised before is over. */
  async function afterLine(line: NewLogLine) {
    aheadMs += 20 * minutes;
    bots.answerWith({});
    const before = account().notifications().length;
    account().cls.write(account().cls.topics()[0]?.topicId ?? '', line);
    await account().evaluateAlarms();
    return account().notifications().slice(before);
  }
  const event = (name: string): NewLogLine => ({ text: JSON.stringify({ event: name }) });
  const lastText = (kind: string) => JSON.stringify(bots.calls(kind).at(-1)?.body);

  it.each<[string, NewLogLine, string, string]>([
    [
      'Redis does not answer',
      event('store_unavailable'),
      'errors',
      'Redis, the SMS API or the captcha API did not answer',
    ],
    ['the SMS API does not answer', event('sms_unavailable'), 'errors', 'Run `make logs`'],
    ['the captcha API does not answer', event('captcha_unavailable'), 'errors', 'Run `make logs`'],
    ['the function has a defect', event('internal_error'), 'errors', 'Run `make logs`'],
    [
      'an invocation fails',
      { text: 'x', fields: { SCF_StatusCode: 433 } },
      'errors',
      'the platform ended the function',
    ],
    ['the SMS API refuses a message', event('send_refused'), 'send-refused', 'users get no codes'],
    ['the guard of a range trips', event('range_guard_tripped'), 'pumping', 'not followed by a login'],
    ['the guard of all numbers trips', event('total_guard_tripped'), 'pumping', 'not followed by a login'],
    [
      '80 % of the budget are used',
      event('budget_nearly_used'),
      'budget',
      'numbers that have not logged in lately get no more messages until the next day',
    ],
    ['the budget is used', event('budget_used'), 'budget', 'when all are used, nobody does'],
  ])('tells a receiver and all webhooks when %s', async (_, line, alarm, text) => {
    const sent = await afterLine(line);
    expect(sent.map(({ recipient }) => recipient)).toEqual([
      `the user ${initialAccount.user.uid} by Email, Sms`,
      ...['WeCom', 'DingTalk', 'Lark', 'Http'].map((kind) => `the webhook ${kind}`),
    ]);
    for (const one of sent) {
      expect(one).toMatchObject({ alarm: `sms-verification-staging-${alarm}`, text: expect.stringContaining(text) });
      expect(one).not.toHaveProperty('failure');
    }
    for (const kind of webhookKinds) {
      const parsed = lastText(kind);
      expect(parsed).toContain(`sms-verification-staging-${alarm}`);
      expect(parsed).toContain(text);
      const { pathname, search } = new URL(initialAccount.webhooks[kind]);
      expect(bots.calls(kind).at(-1)).toMatchObject({ method: 'POST', path: `${pathname}${search}`.slice(1) });
    }
  });

  it('tells them when far fewer log in than in the day before, once in an hour', async () => {
    const topicId = account().cls.topics()[0]?.topicId ?? '';
    const alarm = 'sms-verification-staging-few-logins';
    /** Writes lines of messages, of which so many are followed by a login. */
    const write = (messages: number, logins: number, fields: { readonly test?: 'yes' } = {}) => {
      const sent = { text: JSON.stringify({ event: 'code_sent', ...fields }) };
      for (let index = 0; index < messages; index++) account().cls.write(topicId, sent);
      const right = { text: JSON.stringify({ event: 'code_checked', result: 'Success', ...fields }) };
      for (let index = 0; index < logins; index++) account().cls.write(topicId, right);
    };
    const evaluate = async (afterMinutes: number) => {
      aheadMs += afterMinutes * minutes;
      bots.answerWith({});
      const before = account().notifications().length;
      await account().evaluateAlarms();
      return account()
        .notifications()
        .slice(before)
        .filter((one) => one.alarm === alarm).length;
    };
    write(50, 40);
    expect(await evaluate(5)).toBe(0);
    aheadMs += 120 * minutes;
    write(30, 12);
    expect(await evaluate(5)).toBe(0);
    write(10, 0);
    expect(await evaluate(5)).toBe(5);
    expect([await evaluate(30), await evaluate(5)]).toEqual([0, 0]);
    // A login more than half as many as before.
    write(0, 5);
    expect(await evaluate(1)).toBe(0);

    // A robot that logs in with a test number every minute hides nothing.
    aheadMs += 2 * 1440 * minutes;
    write(50, 40);
    aheadMs += 120 * minutes;
    write(30, 0);
    write(60, 60, { test: 'yes' });
    expect(await evaluate(5)).toBe(5);
  });

  it('tells nobody again within fifteen minutes', async () => {
    expect(await afterLine(event('budget_used'))).toHaveLength(5);
    aheadMs += 3 * minutes;
    const before = account().notifications().length;
    await account().evaluateAlarms();
    expect(account().notifications()).toHaveLength(before);
  });

  it.each<[string, object, readonly string[]]>([
    ['the server fails', { status: 500 }, ['WeCom', 'DingTalk', 'Lark', 'Http']],
    ['robots refuse the message', { body: { errcode: 93000, code: 19001 } }, ['WeCom', 'DingTalk', 'Lark']],
  ])('shows which webhooks were not reached when %s, without their addresses', async (_, answer, failed) => {
    await afterLine({ text: 'nothing' });
    aheadMs += 20 * minutes;
    bots.answerWith(answer);
    const before = account().notifications().length;
    account().cls.write(account().cls.topics()[0]?.topicId ?? '', event('send_refused'));
    await account().evaluateAlarms();
    const sent = account().notifications().slice(before);
    const failures = sent.filter(({ failure }) => failure !== undefined);
    expect(failures.map(({ recipient }) => recipient)).toEqual(failed.map((kind) => `the webhook ${kind}`));
    // contract: a page of the local cloud.
    const page = await (await fetch(`${deployed.cloud.url}/alarms`)).text();
    expect(JSON.parse(page)).toEqual(JSON.parse(JSON.stringify(account().notifications())));
    expect(page).not.toContain('local-wecom');
  });

  it('plans no change, and shows the addresses nowhere', async () => {
    const { code, printed } = await deployed.deployment.plan();
    expect(code).toBe(0);
    const stack = join(deployed.deployment.synthesized, 'stacks', 'sms-verification-staging', 'cdk.tf.json');
    for (const shown of [printed, await readFile(stack, 'utf8'), account().contents().join('\n')]) {
      for (const kind of webhookKinds) expect(shown).not.toContain(`local-${kind}`);
    }
  });

  it.each([['http://wecom.invalid/x'], ['wecom-secret-key'], ['https://'], [`https://a/${'b'.repeat(1024)}`], ['']])(
    'is not planned for the address %j, which is not shown',
    async (address) => {
      const { code, printed } = await deployed.deployment.run(
        'plan',
        '-input=false',
        '-var',
        `alarm_webhook_wecom=${address}`,
      );
      expect(code).toBe(1);
      expect(printed.replaceAll(/[\s│]+/g, ' ')).toContain(
        'alarm_webhook_wecom has to be the whole webhook address of the robot of a WeCom group',
      );
      if (address.length > 10) expect(printed).not.toContain(address);
    },
  );
});
