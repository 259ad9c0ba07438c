import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { call, codeFor, type Reply } from '../support/client';
import { canDeploy, deployEnvironment } from '../support/deployed-environment';
import { startFaultyNetwork } from '../support/faulty-network';
import { sendToRedis } from '../support/redis-command';
import { environment } from '../support/synthesize';

const name = 'sms-verification-dev';

describe.skipIf(!canDeploy)('The deployed dev environment, when', { timeout: 30_000 }, () => {
  let cloud: LocalCloud;
  let url: string;
  let nextPhone = 18_566_246_600;
  /** Replaces the reply of the SMS API. */
  let rawResponse: ((response: ServerResponse) => void) | undefined;
  let skew = 0;

  // Deployed once: after each test the environment has to work again, which is part of the test.
  beforeAll(async () => {
    const settings = environment('dev', { monitoring: { retentionDays: 1 } });
    const variables = { SEND_ADDRESS_LIMIT: '100000' };
    const deployed = await deployEnvironment(
      { ...settings, function: { ...settings.function, variables } },
      {
        now: () => Date.now() + skew,
        interceptCall: ({ service }) => (service === 'sms' ? rawResponse : undefined),
      },
    );
    ({ cloud, url } = deployed);
    return deployed.stop;
  }, 60_000);
  beforeEach(() => {
    rawResponse = undefined;
    skew = 0;
  });
  afterEach(async () => {
    rawResponse = undefined;
    skew = 0;
    await expectWorking();
    // The one instance has one connection (the other is the test's own), and every line of the log is one of the function's.
    expect(await connections()).toBeLessThanOrEqual(2);
    expect(log().filter((line) => !line.startsWith('{'))).toEqual([]);
    expect(log().join('\n')).not.toContain('internal_error');
  });

  const newPhone = () => `86${nextPhone++}`;
  const getSms = (phone: string) => call(url, { method: 'getSms', phone });
  const login = (phone: string, code: string) => call(url, { method: 'login', phone, code });
  const instanceId = () => cloud.account.redis.instances()[0]?.instanceId ?? '';
  const server = async () => {
    const running = await cloud.account.redis.server(instanceId());
    if (running === undefined) throw new Error('no server');
    return running;
  };
  /** The lines of the log, without those of the platform. */
  const log = () =>
    cloud.account.cls
      .lines(cloud.account.scf.get('default', name).topicId)
      .flatMap(({ text, fields }) => (fields?.SCF_Type === 'Custom' ? [text] : []));

  /** Sends a command to Redis on a connection of the test's own. */
  const redisDo = async (...command: readonly [string, ...string[]]) => sendToRedis(await server(), ...command);
  const connections = async () =>
    String(await redisDo('CLIENT', 'LIST'))
      .split('\n')
      .filter((line) => line.includes('addr=')).length;

  async function expectWorking(): Promise<void> {
    const phone = newPhone();
    expect(await getSms(phone)).toMatchObject({ status: 200, codeStr: 'Ok' });
    expect(await login(phone, await codeFor(cloud, phone))).toMatchObject({ status: 200, codeStr: 'Success' });
  }

  /** A request that cannot reach Redis is answered with 503 before the deadline. */
  async function expectUnavailable(work: () => Promise<Reply>): Promise<void> {
    const startedAt = performance.now();
    expect(await work()).toMatchObject({ status: 503, codeStr: 'ServiceUnavailable' });
    expect(performance.now() - startedAt).toBeLessThan(2500);
  }

  const sent = (phone: string) => cloud.account.sms.messages().filter(({ to }) => to === `+${phone}`).length;

  it('Redis is killed, answers 503 without sending; after an empty restart, codes have expired and it works', async () => {
    const [before, during] = [newPhone(), newPhone()];
    await getSms(before);
    (await server()).process.kill('SIGKILL');
    await expectUnavailable(() => getSms(during));
    await expectUnavailable(() => login(before, '000000'));
    expect(sent(during)).toBe(0);
    await cloud.account.redis.restart(instanceId());
    expect(await login(before, await codeFor(cloud, before))).toMatchObject({ codeStr: 'CodeHasExpired' });
    expect(await getSms(during)).toMatchObject({ codeStr: 'Ok' });
  });

  it('Redis hangs, answers 503; when Redis continues, the retried attempt counts once', async () => {
    // Loads the scripts into Redis.
    await expectWorking();
    const phone = newPhone();
    const key = `{sms}:+${phone}`;
    await getSms(phone);
    const code = await codeFor(cloud, phone);
    const wrong = code === '000000' ? '000001' : '000000';
    // When Redis continues, it runs the command that timed out; the reply is lost.
    for (const [entered, result] of [
      [wrong, 'wrong'],
      [code, 'right'],
    ] as const) {
      (await server()).process.kill('SIGSTOP');
      await expectUnavailable(() => login(phone, entered));
      (await server()).process.kill('SIGCONT');
      await vi.waitUntil(async () => (await redisDo('HGET', key, 'result')) === result);
      const expected = result === 'right' ? { codeStr: 'Success' } : { codeStr: 'CodeIsError', attemptsLeft: 2 };
      expect(await login(phone, entered)).toMatchObject(expected);
    }
    expect(await login(phone, code)).toMatchObject({ codeStr: 'CodeHasValid' });
  });

  it('Redis hangs, sends nothing; when Redis continues, the send interval does not count a message that was never sent', async () => {
    const phone = newPhone();
    (await server()).process.kill('SIGSTOP');
    await expectUnavailable(() => getSms(phone));
    (await server()).process.kill('SIGCONT');
    await vi.waitUntil(async () => (await redisDo('EXISTS', `{sms}:+${phone}`)) === 1);
    expect(sent(phone)).toBe(0);
    expect(await getSms(phone)).toMatchObject({ codeStr: 'Ok' });
    expect(sent(phone)).toBe(1);
    expect(await redisDo('HGET', `{sms}:+${phone}`, 'sends')).toBe('1');
    expect(await login(phone, await codeFor(cloud, phone))).toMatchObject({ codeStr: 'Success' });
  });

  it('the connection breaks in the middle of a reply, counts the request once', async () => {
    const network = await startFaultyNetwork(await server());
    const direct = cloud.account.redis.endpoint(instanceId());
    try {
      const phone = newPhone();
      await getSms(phone);
      const code = await codeFor(cloud, phone);
      const wrong = code === '000000' ? '000001' : '000000';
      cloud.account.redis.reroute(instanceId(), network);
      await redisDo('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      expect(await login(phone, wrong)).toMatchObject({ attemptsLeft: 2 });
      network.cutNextReplyAfter(3);
      expect(await login(phone, wrong)).toMatchObject({ codeStr: 'CodeIsError', attemptsLeft: 1 });
      expect(await login(phone, code)).toMatchObject({ codeStr: 'Success' });
    } finally {
      if (direct !== undefined) cloud.account.redis.reroute(instanceId(), direct);
      await network.stop();
    }
  });

  it.each([
    ['has no memory left', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
    ['has become a replica', ['SLAVEOF', '127.0.0.1', '1'], ['SLAVEOF', 'NO', 'ONE']],
  ] as const)('Redis %s, answers 503 without sending', async (_, begin, end) => {
    const phone = newPhone();
    await redisDo(...(begin as unknown as [string, ...string[]]));
    await expectUnavailable(() => getSms(phone));
    expect(sent(phone)).toBe(0);
    await redisDo(...(end as unknown as [string, ...string[]]));
    expect(await getSms(phone)).toMatchObject({ codeStr: 'Ok' });
  });

  it('the password is wrong, answers 503', async () => {
    const { port, password } = await server();
    const client = new Redis({ port, password, protocol: 2 });
    await client.config('SET', 'requirepass', 'another');
    await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await expectUnavailable(() => getSms(newPhone()));
    await client.config('SET', 'requirepass', password);
    client.disconnect();
  });

  it('Redis has flushed its scripts, works', async () => {
    await redisDo('SCRIPT', 'FLUSH');
    await expectWorking();
  });

  it('Redis has closed the connection of a frozen instance, works', async () => {
    await redisDo('CONFIG', 'SET', 'timeout', '1');
    await expectWorking();
    await sleep(2500);
    await expectWorking();
    await redisDo('CONFIG', 'SET', 'timeout', '0');
  });

  it('the SMS API refuses, reports it and does not count the message', async () => {
    const phone = newPhone();
    cloud.account.cam.detach(name, 'QcloudSMSFullAccess');
    expect(await getSms(phone)).toMatchObject({ status: 502, codeStr: 'AuthFailure.UnauthorizedOperation' });
    cloud.account.cam.attach(name, 'QcloudSMSFullAccess');
    expect(await getSms(phone)).toMatchObject({ status: 200, codeStr: 'Ok' });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['500', (response) => response.writeHead(500).end('{}')],
    ['a page', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>')],
    [
      'half a reply',
      (response) =>
        response.writeHead(200, { 'content-length': '500' }).write('{"Response":', () => response.destroy()),
    ],
    ['nothing', () => {}],
  ])('the SMS API answers %s, counts the message, since it may have been sent', async (_, broken) => {
    const phone = newPhone();
    rawResponse = broken;
    expect(await getSms(phone)).toMatchObject({ status: 503, codeStr: 'ServiceUnavailable' });
    rawResponse = undefined;
    expect(await getSms(phone)).toMatchObject({ status: 429, codeStr: 'LimitExceeded.PhoneNumberThirtySecondLimit' });
  });

  it('its clock is wrong, reports that the API refused, and does not count the message', async () => {
    const phone = newPhone();
    skew = 600_000;
    expect(await getSms(phone)).toMatchObject({ status: 502, codeStr: 'AuthFailure.SignatureExpire' });
    skew = 0;
    expect(await getSms(phone)).toMatchObject({ status: 200, codeStr: 'Ok' });
  });

  it('the role’s temporary credentials were revoked, sends with new ones', async () => {
    await expectWorking();
    cloud.account.credentials.revoke(name);
    await expectWorking();
  });

  it('its instance is killed, answers from a new one', async () => {
    const { functionId } = cloud.account.scf.get('default', name);
    const instances = () => cloud.functions.running(functionId)?.processIds() ?? [];
    for (const pid of instances()) process.kill(pid, 'SIGKILL');
    while (instances().length > 0) await sleep(5);
    await expectWorking();
  });
});
