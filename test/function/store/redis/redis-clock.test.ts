import { connect, createServer, type Socket } from 'node:net';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRedisConnection } from '../../../../function/store/redis/redis-connection';
import { createRedisStore } from '../../../../function/store/redis/redis-store';
import { hasRedisServer, type RedisServer, startRedisServer } from '../../../../local-cloud/process/redis-server';
import { startTrialService } from '../../trial-service';
import { rules, sending, trying } from '../store-inputs';

const second = 1000;
const day = 86_400 * second;

/** Relays to Redis, and breaks the function by which scripts of Redis 4.0 may write after they read the time. */
async function startStrictProxy({ port }: RedisServer): Promise<{ host: string; port: number }> {
  const sockets = new Set<Socket>();
  const relay = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    for (const socket of [client, server]) sockets.add(socket.on('error', () => {}));
    client.on('data', (data) =>
      server.write(
        Buffer.from(data.toString('latin1').replaceAll('replicate_commands', 'replicate_refused_'), 'latin1'),
      ),
    );
    server.pipe(client);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    relay.close();
  });
  const address = relay.address();
  if (typeof address !== 'object' || address === null) throw new Error('The relay has no port.');
  return { host: '127.0.0.1', port: address.port };
}

describe.skipIf(!hasRedisServer)('The clock of Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedisServer({ password: 'clock' });
    return () => server.stop();
  });

  let phone = '';
  let phones = 0;
  beforeEach(() => {
    phone = `+8618566${String(++phones).padStart(6, '0')}`;
  });

  function connectStore(through: { host: string; port: number }) {
    const store = createRedisStore(createRedisConnection({ ...through, password: 'clock' }), rules);
    onTestFinished(() => store.close());
    return store;
  }
  /** Another process, whose clock is wrong. */
  function shiftClock(by: number) {
    const { now } = Date;
    vi.spyOn(Date, 'now').mockImplementation(() => now() + by);
    onTestFinished(() => {
      vi.restoreAllMocks();
    });
  }

  it.each([31 * second, 120 * second, day, -day, 400 * day])(
    'decides for instances whose clocks are %d ms apart',
    async (by) => {
      const [right, wrong] = [connectStore(server), connectStore(server)];
      expect(await right.storeCode(sending({ phone }))).toMatchObject({ result: 'stored' });
      shiftClock(by);
      expect(await wrong.storeCode(sending({ phone }))).toMatchObject({ result: 'limited', limit: 'interval' });
      expect(await wrong.checkCode(trying('wrong', { phone }))).toEqual({ result: 'wrong', attemptsLeft: 2 });
      const checked = await wrong.checkCode(trying('right', { phone }));
      vi.restoreAllMocks();
      if (checked.result !== 'right') throw new Error(checked.result);
      expect(Math.abs(checked.checkedAt - Date.now())).toBeLessThan(10 * second);
      // Ten messages are the limit of a day, whatever day an instance believes it is.
      const counted = await right.storeCode(sending({ phone }));
      expect(counted).toMatchObject({ limit: 'interval' });
    },
  );

  it('counts the messages of a day for instances that believe that it is another day', async () => {
    const fast = { ...rules, sendInterval: 0 };
    const store = createRedisStore(createRedisConnection({ ...server, password: 'clock' }), fast);
    const other = createRedisStore(createRedisConnection({ ...server, password: 'clock' }), fast);
    onTestFinished(() => {
      store.close();
      other.close();
    });
    const results: string[] = [];
    for (let sent = 0; sent < 6; sent++)
      results.push((await store.storeCode(sending({ phone, networks: undefined }))).result);
    shiftClock(day);
    for (let sent = 0; sent < 6; sent++)
      results.push((await other.storeCode(sending({ phone, networks: undefined }))).result);
    expect(results.filter((result) => result === 'stored')).toHaveLength(10);
  });

  it('tells an instance that missed midnight which messages are of today', async () => {
    // The calendar day ends while the test runs.
    const midnight = Date.now() + 300;
    const dayOf = (time: number) => {
      const start = time < midnight ? midnight - day : midnight;
      return { name: String(start), startsAt: start, endsAt: start + day };
    };
    const connectTo = () =>
      createRedisStore(createRedisConnection({ ...server, password: 'clock' }), {
        ...rules,
        sendInterval: 0,
        sendDailyLimit: 2,
        dayOf,
      });
    const [late, other] = [connectTo(), connectTo()];
    onTestFinished(() => {
      late.close();
      other.close();
    });
    const yesterday = sending({ phone, networks: undefined });
    expect(await late.storeCode(yesterday)).toMatchObject({ result: 'stored' });
    await vi.waitUntil(() => Date.now() > midnight + 10, { timeout: 5000 });
    expect(await other.storeCode(sending({ phone, networks: undefined }))).toMatchObject({ result: 'stored' });
    await late.takeBack(yesterday, 'refused');
    expect(await other.storeCode(sending({ phone, networks: undefined }))).toMatchObject({ result: 'stored' });
    expect(await other.storeCode(sending({ phone, networks: undefined }))).toMatchObject({
      result: 'limited',
      limit: 'day',
    });
  });

  it('is asked for by TIME where scripts may not read it, and corrects the clock of the instance', async () => {
    const proxy = await startStrictProxy(server);
    const right = connectStore(proxy);
    expect(await right.storeCode(sending({ phone }))).toMatchObject({ result: 'stored' });
    shiftClock(day);
    const wrong = connectStore(proxy);
    expect(await wrong.storeCode(sending({ phone }))).toMatchObject({ result: 'limited', limit: 'interval' });
    expect(await wrong.checkCode(trying('wrong', { phone }))).toEqual({ result: 'wrong', attemptsLeft: 2 });
    expect(await wrong.checkCode(trying('right', { phone }))).toMatchObject({ result: 'right' });
  });
});

describe('The service with a wrong clock', () => {
  it.runIf(hasRedisServer)('sends one message for instances whose clocks are 31 s apart', async () => {
    const server = await startRedisServer({ password: 'clock' });
    onTestFinished(() => server.stop());
    const environment = {
      CODE_STORE: 'redis',
      REDIS_HOST: server.host,
      REDIS_PORT: String(server.port),
      REDIS_PASSWORD: 'clock',
    };
    const codes: unknown[] = [];
    for (const ahead of [0, 31 * second, 62 * second, day]) {
      const service = startTrialService(environment);
      service.now = Date.now() + ahead;
      codes.push((await service.get({ method: 'getSms', phone: '8618566246600' })).body.codeStr);
    }
    expect(codes).toEqual(['Ok', ...Array.from({ length: 3 }, () => 'LimitExceeded.PhoneNumberThirtySecondLimit')]);
  });
});
