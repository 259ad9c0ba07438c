import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocalServer } from '../../demo/local-server';
import { startLocalCloud } from '../../local-cloud/local-cloud';
import { startApiGateway } from '../../local-cloud/runtime/api-gateway-endpoint';
import { startFunctionUrl } from '../../local-cloud/runtime/function-url-endpoint';
import type { HttpEndpoint } from '../../local-cloud/runtime/http-endpoint';
import type { Invoke } from '../../local-cloud/runtime/invocation';
import { sendRequest } from './runtime/raw-request';

const reply = { isBase64Encoded: false, statusCode: 200, headers: {}, body: 'ok' } as const;
const invoke: Invoke = async () => ({ kind: 'reply', reply, requestId: 'r', durationMs: 1 });

type LoopbackServer = Omit<HttpEndpoint, 'url'>;

/** Every server of the project that runs on a developer's machine: a path that it serves, and how to start it. */
const servers: Record<string, [path: string, start: () => Promise<LoopbackServer>]> = {
  'the service': ['/?method=getSms', () => startLocalServer(async () => reply, 0)],
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

describe.each(Object.entries(servers))('On this machine, %s', (_, [path, start]) => {
  let server: LoopbackServer;
  beforeEach(async () => {
    server = await start();
  });
  afterEach(() => server.stop());

  const page = path.replace(/\?.*/, '');
  const statusFor = async (headers: Record<string, string>) => (await sendRequest(server, { path, headers })).status;

  it.each(['http://localhost:5173', 'http://127.0.0.1:9000', 'https://localhost', 'http://[::1]'])(
    'serves a page from %s',
    async (origin) => {
      expect(await statusFor({ origin })).toBe(200);
    },
  );

  it.each(['https://evil.example', 'http://localhost.evil.example', 'http://evil.example:5173', 'null', ''])(
    'refuses a page from "%s"',
    async (origin) => {
      expect(await statusFor({ origin })).toBe(403);
    },
  );

  describe.each(['cross-site', 'same-site'])('if a browser says %s,', (site) => {
    const navigation = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

    it.each([
      ['an image', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
      ['a frame', { 'sec-fetch-dest': 'iframe' }],
      ['a script without Origin', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' }],
    ])('refuses %s of another page', async (_, headers) => {
      const refused = await sendRequest(server, { path: page, headers: { ...navigation, ...headers } });
      expect(refused).toMatchObject({ status: 403, body: expect.stringContaining(`Sec-Fetch-Site: ${site}`) });
    });

    it('refuses a link or a form of another page that could do something', async () => {
      const link = { path: `${page}?method=getSms`, headers: navigation };
      expect((await sendRequest(server, link)).status).toBe(403);
      const form = { path: page, method: 'POST', headers: navigation };
      expect((await sendRequest(server, form)).status).toBe(403);
    });

    it('serves a link that only opens the page', async () => {
      expect((await sendRequest(server, { path: page, headers: navigation })).status).toBe(200);
    });

    it('serves a page of this machine that names its origin', async () => {
      const headers = { origin: 'http://localhost:5173', 'sec-fetch-site': site, 'sec-fetch-mode': 'cors' };
      expect(await statusFor(headers)).toBe(200);
    });
  });

  it('refuses a request that a page of another site has its browser make in advance', async () => {
    const headers = { 'sec-fetch-site': 'none', 'sec-purpose': 'prefetch' };
    expect(await sendRequest(server, { path: `${page}?method=getSms`, headers })).toMatchObject({
      status: 403,
      body: expect.stringContaining('Sec-Purpose: prefetch'),
    });
  });

  it('serves its own page, and addresses that a person enters', async () => {
    for (const site of ['same-origin', 'none']) expect(await statusFor({ 'sec-fetch-site': site })).toBe(200);
  });

  it('refuses host names that are not loopback names', async () => {
    const names = ['evil.example', `127.0.0.1.evil.example:${server.port}`, `localhost.evil.example:${server.port}`];
    for (const host of names) expect(await statusFor({ host })).toBe(403);
    for (const host of ['localhost', `LOCALHOST:${server.port}`, `127.0.0.1:${server.port}`]) {
      expect(await statusFor({ host })).toBe(200);
    }
  });

  it('listens on 127.0.0.1 only', async () => {
    // 127.0.0.2 is another address of this machine: it reaches a server that listens on all addresses.
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connect(server.port, '127.0.0.2', () => resolve(true)).once('error', () => resolve(false));
      socket.setTimeout(2000, () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    expect(reached).toBe(false);
  });
});
