import { beforeAll, describe, expect, it } from 'vitest';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { call } from '../support/client';
import { canDeploy, deployEnvironment } from '../support/deployed-environment';
import type { Deployment } from '../support/deployment';
import { sendToRedis } from '../support/redis-command';
import { environment } from '../support/synthesize';

describe.skipIf(!canDeploy)('The Redis of the deployed demo', { timeout: 60_000 }, () => {
  let cloud: LocalCloud;
  let deployment: Deployment;
  let url: string;
  let instanceId: string;

  beforeAll(async () => {
    const deployed = await deployEnvironment(environment('demo'));
    ({ cloud, deployment, url } = deployed);
    instanceId = cloud.account.redis.instances()[0]?.instanceId ?? '';
    return deployed.stop;
  }, 60_000);

  const key = (phone: string) => `{sms}:+${phone}`;
  /** The function's own limit. If it were forgotten, the SMS API would refuse the message, with status 502. */
  const limited = { status: 429, codeStr: 'LimitExceeded.PhoneNumberThirtySecondLimit' };
  const getSms = (phone: string) => call(url, { method: 'getSms', phone });

  async function inRedis(...command: readonly [string, ...string[]]): Promise<unknown> {
    const server = await cloud.account.redis.server(instanceId);
    if (server === undefined) throw new Error('no server');
    return sendToRedis(server, ...command);
  }

  /** Requests a code for a new number while Redis has less memory than it uses. @returns the reply */
  async function requestWhileFull(phone: string) {
    await inRedis('CONFIG', 'SET', 'maxmemory', '1');
    try {
      return await getSms(phone);
    } finally {
      await inRedis('CONFIG', 'SET', 'maxmemory', '0');
    }
  }

  it('refuses new data when it is full, and forgets no counter', async () => {
    const phone = '8618566246600';
    expect(await getSms(phone)).toMatchObject({ codeStr: 'Ok' });
    const before = await inRedis('KEYS', '*');
    expect(before).toContain(key(phone));
    expect(await requestWhileFull('8618566246601')).toMatchObject({ status: 503, codeStr: 'ServiceUnavailable' });
    expect(await inRedis('KEYS', '*')).toEqual(before);
    expect(await getSms(phone)).toMatchObject(limited);
  });

  it('forgets counters with another policy, which a plan shows and a deployment reverts', async () => {
    const { redis } = cloud.account;
    const task = redis.changeParameters(instanceId, { 'maxmemory-policy': 'volatile-lru' });
    await expect.poll(() => redis.task(task).status).toBe('succeed');
    const forgotten = '8618566246602';
    expect(await getSms(forgotten)).toMatchObject({ codeStr: 'Ok' });
    await requestWhileFull('8618566246603');
    expect(await inRedis('EXISTS', key(forgotten))).toBe(0);

    const { code, printed } = await deployment.plan();
    expect(code).toBe(2);
    expect(printed).toMatch(/"maxmemory-policy" = "volatile-lru" -> "noeviction"/);
    expect(printed).toContain('Plan: 0 to add, 1 to change, 0 to destroy.');
    await deployment.apply();
    expect(await deployment.plan()).toMatchObject({ code: 0, printed: expect.stringContaining('No changes') });
    expect(await inRedis('CONFIG', 'GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);

    const remembered = '8618566246604';
    expect(await getSms(remembered)).toMatchObject({ codeStr: 'Ok' });
    expect(await requestWhileFull('8618566246605')).toMatchObject({ status: 503 });
    expect(await getSms(remembered)).toMatchObject(limited);
  });
});
