import { Redis } from 'ioredis';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as codeStore from '../../../../function/store/code-store';
import * as connection from '../../../../function/store/redis/redis-connection';
import * as redisStore from '../../../../function/store/redis/redis-store';
import { hasRedisServer, type RedisServer, startRedisServer } from '../../../../local-cloud/process/redis-server';
import { type FaultyNetwork, startFaultyNetwork } from '../../../support/faulty-network';
import { loadBundled } from '../../../support/load-bundled';
import { rules as defaultRules, sending, trying } from '../store-inputs';

type CodeStore = codeStore.CodeStore;
type Modules = typeof codeStore & typeof connection & typeof redisStore;
const names = ['code-store', 'redis/redis-connection', 'redis/redis-store'].map((name) => `function/store/${name}`);

const password = 'correct horse';

describe.skipIf(!hasRedisServer).each([
  { form: 'as written', load: async (): Promise<Modules> => ({ ...codeStore, ...connection, ...redisStore }) },
  { form: 'as bundled', load: () => loadBundled<Modules>(...names) },
])('The connection to Redis, $form', ({ load }) => {
  let modules: Modules;
  beforeAll(async () => {
    modules = await load();
  });

  let server: RedisServer;
  let network: FaultyNetwork;
  let store: CodeStore;

  beforeEach(async () => {
    server = await startRedisServer({ password });
    network = await startFaultyNetwork(server);
    store = connectTo({ ...network, password });
    return async () => {
      await network.stop();
      await server.stop();
    };
  });

  function connectTo(settings: { host: string; port: number; password: string }): CodeStore {
    const rules = { ...defaultRules, codeTtl: 60_000, sendInterval: 1000, sendAddressLimit: 10_000 };
    const made = modules.createRedisStore(modules.createRedisConnection(settings), rules);
    onTestFinished(() => made.close());
    return made;
  }

  const send = (phone?: string) => store.storeCode(sending({ ...(phone && { phone }) }));
  const check = (codeHash: string, phone?: string) => store.checkCode(trying(codeHash, { ...(phone && { phone }) }));

  async function asAdmin<T>(work: (admin: Redis) => Promise<T>): Promise<T> {
    const admin = new Redis({ port: server.port, password, protocol: 2 });
    try {
      return await work(admin);
    } finally {
      admin.disconnect();
    }
  }

  /** Expects an operation to throw a `StoreUnavailableError` before the operation's time-out. */
  async function expectUnavailable(operation: Promise<unknown>, message: RegExp): Promise<void> {
    const startedAt = performance.now();
    const error = await operation.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(modules.StoreUnavailableError);
    expect((error as Error).message).toMatch(message);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  }

  it('is opened by the first operation and reused', async () => {
    expect(network.connections).toBe(0);
    for (let number = 0; number < 200; number++) await send(`+86185662${46000 + number}`);
    expect(network.connections).toBe(1);
  });

  it('sends one command per operation', async () => {
    await check('right');
    const commands: string[] = [];
    await asAdmin(async (admin) => {
      // Connects before the monitor starts.
      await admin.ping();
      const monitor = await admin.monitor();
      onTestFinished(() => monitor.disconnect());
      monitor.on('monitor', (_time, [command], source) => source !== 'lua' && commands.push(command));
      for (let number = 0; number < 100; number++) await check('wrong', `+86185662${46000 + number}`);
      await admin.ping();
      await vi.waitUntil(() => commands.includes('ping'));
    });
    expect(commands).toEqual([...Array.from({ length: 100 }, () => 'evalsha'), 'ping']);
  });

  it('sends a script again if Redis has flushed it', async () => {
    await send();
    await asAdmin((admin) => admin.script('FLUSH'));
    expect(await check('right')).toMatchObject({ result: 'right' });
  });

  it('reports that Redis is not running, and works as soon as it is', async () => {
    await server.stop();
    await expectUnavailable(check('right'), /ECONNREFUSED|closed/);
    await expectUnavailable(check('right'), /ECONNREFUSED|closed/);
    const again = await startRedisServer({ port: server.port, password });
    onTestFinished(() => again.stop());
    expect(await send()).toMatchObject({ result: 'stored' });
  });

  it('survives a restart of Redis between two operations', async () => {
    await send();
    await server.stop();
    const again = await startRedisServer({ port: server.port, password });
    onTestFinished(() => again.stop());
    expect(await check('right')).toEqual({ result: 'expired' });
  });

  it('survives being closed by Redis while idle', async () => {
    await send();
    await asAdmin((admin) => admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'));
    expect(await check('right')).toMatchObject({ result: 'right' });
  });

  it('survives a connection that dies silently', async () => {
    await send();
    network.loseConnections();
    expect(await check('right')).toMatchObject({ result: 'right' });
    expect(network.connections).toBe(2);
  });

  it('counts an attempt once if the reply is lost', async () => {
    await send();
    network.loseNextReply();
    expect(await check('wrong')).toEqual({ result: 'wrong', attemptsLeft: 2 });
    network.cutNextReplyAfter(5);
    expect(await check('wrong')).toEqual({ result: 'wrong', attemptsLeft: 1 });
    network.loseNextReply();
    expect(await check('right')).toMatchObject({ result: 'right' });
  });

  it('counts a message once if the reply is lost', async () => {
    await send();
    network.loseNextReply();
    expect(await send('+8618566246601')).toEqual({ result: 'stored', notices: [] });
  });

  it('gives up on a Redis that hangs, and works when it continues', async () => {
    await send();
    server.process.kill('SIGSTOP');
    await expectUnavailable(check('right', '+8618566246601'), /No reply|closed|timeout/i);
    await expectUnavailable(check('right', '+8618566246601'), /No reply|closed|timeout/i);
    server.process.kill('SIGCONT');
    expect(await check('right')).toMatchObject({ result: 'right' });
  });

  it.each([
    ['a wrong password', 'wrong', /WRONGPASS|invalid password/],
    ['no password', '', /NOAUTH|unauthenticated/],
  ])('reports the error that Redis returns for %s', async (_, wrong, message) => {
    store = connectTo({ ...network, password: wrong });
    await expectUnavailable(check('right'), message);
    await expectUnavailable(check('right'), message);
  });

  it('reports the error of a Redis whose memory is full', async () => {
    await send('+8618566246601');
    await asAdmin((admin) => admin.config('SET', 'maxmemory', '1'));
    await expectUnavailable(send(), /OOM|maxmemory/);
    await expectUnavailable(check('wrong', '+8618566246601'), /OOM|maxmemory/);
    await asAdmin((admin) => admin.config('SET', 'maxmemory', '0'));
    expect(await send()).toMatchObject({ result: 'stored' });
    expect(await check('wrong', '+8618566246601')).toEqual({ result: 'wrong', attemptsLeft: 2 });
  });

  it('reconnects if the server has become a replica, since the primary may be elsewhere', async () => {
    await send();
    await asAdmin((admin) => admin.slaveof('127.0.0.1', 1));
    await expectUnavailable(send('+8618566246601'), /READONLY/);
    await asAdmin((admin) => admin.slaveof('NO', 'ONE'));
    expect(await send('+8618566246601')).toMatchObject({ result: 'stored' });
    expect(network.connections).toBe(2);
  });

  it('does not send an operation after it has timed out', async () => {
    await server.stop();
    await expectUnavailable(send(), /ECONNREFUSED|closed/);
    const again = await startRedisServer({ port: server.port, password });
    onTestFinished(() => again.stop());
    await check('right', '+8618566246699');
    expect(await send()).toEqual({ result: 'stored', notices: [] });
  });

  it('keeps the arguments of commands out of its errors', async () => {
    await asAdmin((admin) => admin.config('SET', 'maxmemory', '1'));
    const error = await send('+8618512345678').catch((error: unknown) => error);
    const { inspect } = await import('node:util');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/18512345678|right/);
  });
});
