import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalServer } from '../../demo/local-server';
import { startLocalCloud } from '../../local-cloud/local-cloud';
import { startApiGateway } from '../../local-cloud/runtime/api-gateway-endpoint';
import { startFunctionUrl } from '../../local-cloud/runtime/function-url-endpoint';
import type { HttpEndpoint } from '../../local-cloud/runtime/http-endpoint';
import type { Invoke } from '../../local-cloud/runtime/invocation';
import { sendRequest } from './runtime/raw-request';

const reply = { isBase64Encoded: false, statusCode: 200, headers: {}, body: 'ok' } as const;
const invoke: Invoke = async () => ({ kind: 'reply', reply, requestId: 'r', durationMs: 1 });

type Door = Omit<HttpEndpoint, 'url'>;

/** Everything of the project that listens on a machine, by how it is started; and a path that it serves. */
const doors: Record<string, [path: string, open: () => Promise<Door>]> = {
  'the service': [
    '/?method=getSms',
    async () => {
      const server = createLocalServer(async () => reply);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return {
        port: (server.address() as AddressInfo).port,
        stop: () => new Promise((resolve) => server.close(() => resolve())),
      };
    },
  ],
  'a Function URL': ['/?method=getSms', () => startFunctionUrl({ invoke })],
  'an API Gateway': [
    '/release/?method=getSms',
    () => startApiGateway({ invoke, stage: 'release', path: '/', serviceId: 'service-1' }),
  ],
  'the inbox': [
    '/inbox',
    async () => {
      const cloud = await startLocalCloud();
      return { port: Number(new URL(cloud.url).port), stop: () => cloud.stop() };
    },
  ],
};

describe.each(Object.entries(doors))('On this machine, %s', (_, [path, open]) => {
  let door: Door;
  beforeEach(async () => {
    door = await open();
  });
  afterEach(() => door.stop());

  const ask = async (headers: Record<string, string>) => (await sendRequest(door, { path, headers })).status;

  it.each(['http://localhost:5173', 'http://127.0.0.1:9000', 'https://localhost', 'http://[::1]'])(
    'answers a page of %s',
    async (origin) => {
      expect(await ask({ origin })).toBe(200);
    },
  );

  it.each(['https://evil.example', 'http://localhost.evil.example', 'http://evil.example:5173', 'null', ''])(
    'refuses a page of "%s"',
    async (origin) => {
      expect(await ask({ origin })).toBe(403);
    },
  );

  it('refuses other names than those of this machine', async () => {
    const names = ['evil.example', `127.0.0.1.evil.example:${door.port}`, `localhost.evil.example:${door.port}`];
    for (const host of names) {
      // To the local cloud these are hosts of the API, which answers no call without a signature.
      const { status, body } = await sendRequest(door, { path, headers: { host } });
      expect(status === 403 ? 'refused' : body).toMatch(/^refused$|AuthFailure/);
    }
    for (const host of ['localhost', `LOCALHOST:${door.port}`, `127.0.0.1:${door.port}`]) {
      expect(await ask({ host })).toBe(200);
    }
  });

  it('listens on 127.0.0.1 alone', async () => {
    // Another address of the same machine, which who listens on all of them is reached by.
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connect(door.port, '127.0.0.2', () => resolve(true)).once('error', () => resolve(false));
      socket.setTimeout(2000, () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    expect(reached).toBe(false);
  });
});
