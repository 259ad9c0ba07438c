import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { startApiServer } from '../../local-cloud/api/api-server';
import { hasRedisServer, startRedisServer } from '../../local-cloud/process/redis-server';
import { call as ask, getPage } from '../support/client';

const phone = '8618566246600';

/** A running `make start`. */
interface Run {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Waits until it has printed a text that matches, and resolves to the first group. */
  readonly printed: (pattern: RegExp) => Promise<string>;
  /** Resolves to the address that it prints. */
  readonly address: () => Promise<string>;
  /** Resolves to its exit code. */
  readonly ended: Promise<number | null>;
}

function runLocal(environment: Readonly<Record<string, string>> = {}): Run {
  const { PATH = '', HOME = '' } = process.env;

  const child = spawn('make', ['start'], {
    cwd: projectRoot,
    env: { PATH, HOME, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  onTestFinished(async () => {
    // The process group: make and its child processes.
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, 'SIGKILL');
    await ended;
  });
  const printed = (pattern: RegExp) => vi.waitUntil(() => pattern.exec(output)?.[1], { timeout: 20_000, interval: 20 });
  const address = () => printed(/ready on (http:\/\/127\.0\.0\.1:\d+)/);
  return { process: child, output: () => output, printed, address, ended };
}

describe('The service on this machine', { timeout: 30_000 }, () => {
  it('prints a code to the terminal and accepts it once', async () => {
    const run = runLocal();
    const address = await run.address();
    expect(run.output()).toContain(`curl '${address}/?method=getSms&phone=8618566246600'`);
    expect(run.output()).toContain(`curl '${address}/?method=login&phone=8618566246600&code=CODE&handle=HANDLE'`);
    const html = await getPage(address);
    expect(html).toContain('<title>Log in</title>');
    expect(html).toContain('data-claims="shown"');
    expect(await ask(address, { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
    const text = /^SMS to \+8618566246600: Your signup verification code is (\d{6})\. .*$/m;
    const code = await run.printed(text);
    expect(await ask(address, { method: 'login', phone, code })).toMatchObject({ codeStr: 'Success' });
    expect(await ask(address, { method: 'login', phone, code })).toMatchObject({ codeStr: 'CodeHasValid' });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops immediately on %s', async (signal) => {
    const run = runLocal();
    const address = await run.address();
    // An open keep-alive connection does not delay it.
    await ask(address, { method: 'login', phone, code: '123456' });
    // Like a terminal: to the process group in the foreground.
    process.kill(-(run.process.pid ?? 0), signal);
    await run.ended;
    await expect(getPage(address)).rejects.toThrow('fetch failed');
    expect(run.output()).not.toMatch(/throw|at .*\.[jt]s:/);
  });

  it.skipIf(!hasRedisServer)('stores codes in Redis if REDIS_HOST is set, also without a password', async () => {
    const redis = await startRedisServer();
    onTestFinished(() => redis.stop());
    const run = runLocal({ REDIS_HOST: redis.host, REDIS_PORT: String(redis.port) });
    const address = await run.address();
    expect(run.output()).toContain('Codes are stored in Redis at 127.0.0.1');
    await ask(address, { method: 'getSms', phone });
    const code = await run.printed(/code is (\d{6})/);
    expect(await ask(address, { method: 'login', phone, code })).toMatchObject({ codeStr: 'Success' });
    await redis.stop();
    expect(await ask(address, { method: 'login', phone, code })).toMatchObject({ codeStr: 'ServiceUnavailable' });
    expect(await run.printed(/("event":"store_unavailable")/)).toBeDefined();
  });

  it('sends through Tencent Cloud if an account is configured', async () => {
    const api = await startApiServer({
      findCredential: () => ({ secretKey: 'key' }),
      answer: () => ({ SendStatusSet: [{ Code: 'Ok' }] }),
    });
    onTestFinished(() => api.stop());
    const run = runLocal({
      SMS_SDKAPPID: '1400006666',
      SMS_TEMPLATE_ID: '1110000',
      SMS_SIGN: 'Test demo',
      SMS_ENDPOINT: api.url,
      TENCENTCLOUD_SECRETID: 'id',
      TENCENTCLOUD_SECRETKEY: 'key',
    });
    const address = await run.address();
    expect(run.output()).toContain('messages are sent by Tencent Cloud');
    expect(await ask(address, { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
    expect(api.calls).toHaveLength(1);
    expect(run.output()).not.toContain('SMS to');
  });

  it('survives a path of two slashes, and a body that is cut off', async () => {
    const run = runLocal();
    const address = await run.address();
    const { hostname: host, port } = new URL(address);
    for (const request of ['GET // HTTP/1.1', 'POST / HTTP/1.1\r\nContent-Length: 100']) {
      const socket = connect(Number(port), host);
      socket.write(`${request}\r\nHost: ${host}:${port}\r\n\r\nhalf`);
      // The server reads the request before the client closes the connection.
      await new Promise((resolve) => setTimeout(resolve, 100));
      socket.destroy();
      expect(await ask(address, { method: 'login', phone, code: '123456' })).toMatchObject({
        codeStr: 'CodeHasExpired',
      });
    }
  });

  it.each<[Record<string, string>, string[]]>([
    [{ PORT: 'http' }, ['PORT: found "http"; allowed: a port from 1 to 65535, or 0 for a free port']],
    [{ PORT: '70000' }, ['PORT: found "70000"']],
    [{ CODE_TTL_MINUTES: 'five', SMS_SIGN: 'x' }, ['CODE_TTL_MINUTES: found "five"', 'SMS_SDKAPPID: not set']],
  ])('reports what is wrong with %j', async (environment, messages) => {
    const run = runLocal(environment);
    expect(await run.ended).not.toBe(0);
    for (const message of messages) expect(run.output()).toContain(message);
    expect(run.output()).not.toMatch(/at .*\.[jt]s:/);
  });

  it('reports that the port is taken, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const run = runLocal({ PORT: String(port) });
    expect(await run.ended).not.toBe(0);
    expect(run.output()).toContain(
      `Port ${port} is in use. Stop the program that uses it, or choose another: make start PORT=${port + 1}`,
    );
  });
});
