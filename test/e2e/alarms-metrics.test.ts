import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookKinds } from '../../infra/settings/webhook-kinds';
import { initialAccount } from '../../local-cloud/account/initial-account';
import { type BotServer, startBotServer } from '../support/bot-server';
import { call } from '../support/client';
import { canDeploy, type DeployedEnvironment, deployEnvironment } from '../support/deployed-environment';
import { environment } from '../support/synthesize';

const staging = environment('staging');
const settings = environment('staging', {
  monitoring: { retentionDays: 7, webhooks: [...webhookKinds] },
  function: { ...staging.function, reservedInstances: 1 },
});
const everybody = [
  `the user ${initialAccount.user.uid} by EMAIL, SMS`,
  ...['WeCom', 'DingTalk', 'Lark', 'Http'].map((kind) => `the webhook ${kind}`),
];

/** A request that needs Redis, and is refused. */
const login = { method: 'login', phone: '8618566246600', code: '123456' };

describe.skipIf(!canDeploy)('The alarms on metrics', { timeout: 60_000 }, () => {
  let bots: BotServer;
  let deployed: DeployedEnvironment;
  /** How far the clock of the cloud is ahead. */
  let aheadMs = 0;

  beforeAll(async () => {
    bots = await startBotServer();
    deployed = await deployEnvironment(settings, { locateWebhook: bots.locate, now: () => Date.now() + aheadMs });
  }, 120_000);
  afterAll(async () => {
    await deployed?.stop();
    await bots?.stop();
  });

  /** Evaluates all alarms. @returns what was sent */
  async function evaluate() {
    const { account } = deployed.cloud;
    const before = account.notifications().length;
    await account.evaluateAlarms();
    return account.notifications().slice(before);
  }
  const sentFor = async (alarm: string) =>
    (await evaluate()).filter((one) => one.alarm === `sms-verification-staging-${alarm}`);

  it('are silent while nothing is wrong', async () => {
    expect(await call(deployed.url, login)).toMatchObject({ status: 200 });
    expect(await evaluate()).toEqual([]);
  });

  it('tell a receiver and all webhooks of invocations without a free instance, once in fifteen minutes', async () => {
    const calls = Array.from({ length: 8 }, () => call(deployed.url, login));
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.filter((status) => status !== 200).length).toBeGreaterThan(0);
    const sent = await sentFor('throttled');
    expect(sent.map(({ recipient }) => recipient)).toEqual(everybody);
    for (const one of sent) expect(one).not.toHaveProperty('failure');
    for (const kind of webhookKinds) {
      expect(JSON.stringify(bots.calls(kind).at(-1)?.body)).toContain('See-Alarms-in-docs-operations-md');
    }
    expect(await sentFor('throttled')).toEqual([]);
    aheadMs += 20 * 60_000;
    expect(await sentFor('throttled')).toEqual([]);
  });

  it('tell of a Redis that is nearly full', async () => {
    const { redis } = deployed.cloud.account;
    const server = await redis.server(redis.instances()[0]?.instanceId ?? '');
    const { used = 0 } = (await server?.memory()) ?? {};
    await server?.configure({ maxmemory: String(used * 10) });
    expect(await sentFor('redis-memory')).toEqual([]);
    await server?.configure({ maxmemory: String(Math.round(used * 1.1)) });
    const sent = await sentFor('redis-memory');
    expect(sent.map(({ recipient }) => recipient)).toEqual(everybody);
    expect(sent[0]?.text).toContain('MemUtil > 80');
  });

  it('watch this function and this Redis only, and leave nothing behind', async () => {
    const { monitor } = deployed.cloud.account;
    const { redis } = deployed.cloud.account;
    const watched = monitor.policies().map(({ objects }) => objects.map(({ dimensions }) => JSON.parse(dimensions)));
    expect(watched.flat()).toEqual(
      expect.arrayContaining([
        { functionName: 'sms-verification-staging', namespace: 'default', version: '$LATEST' },
        { instanceid: redis.instances()[0]?.instanceId },
      ]),
    );
    expect(watched.flat()).toHaveLength(2);
    expect((await deployed.deployment.plan()).code).toBe(0);
    await deployed.deployment.run('destroy', '-auto-approve');
    expect(deployed.cloud.account.contents()).toEqual([]);
  });
});
