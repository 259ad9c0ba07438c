import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTrialFunction } from './trial-function';

/** A handler that connects with `net`, `http`, `https` or `fetch`, and returns 'nothing' after `ms` milliseconds. */
const client = `async ({ by, url, host, port, ms = 300 }) => new Promise((resolve) => {
  const timer = setTimeout(() => resolve('nothing'), ms);
  const settle = (text) => { clearTimeout(timer); resolve(text); };
  if (by === 'fetch') return fetch(url).then((response) => response.text()).then(settle, (error) => settle(String(error)));
  if (by === 'net') {
    const socket = require('node:net').createConnection({ host, port });
    for (const event of ['error', 'connect', 'close', 'lookup']) socket.once(event, () => settle(event));
    return socket;
  }
  const { request, Agent } = require('node:' + by);
  request(url, { agent: new Agent({ keepAlive: true }) }, (response) => response.setEncoding('utf8').once('data', settle))
    .on('error', (error) => settle(String(error))).end();
})`;

describe('The network of a function', () => {
  let server: Server;
  let to: { readonly host: string; readonly port: number };

  beforeAll(async () => {
    server = createServer(({ headers }, response) => response.end(`served as ${headers.host}`));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    to = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
  });
  afterAll(() => server.close());

  it('reaches the hosts of its routes, by name and by address', async () => {
    const { reply } = startTrialFunction(client, {
      routes: () => [
        { host: '10.0.0.5', port: 80, to },
        { host: 'API.example', port: 8080, to },
      ],
    });
    expect(await reply({ by: 'http', url: 'http://10.0.0.5/' })).toBe('served as 10.0.0.5');
    expect(await reply({ by: 'fetch', url: 'http://api.example:8080/' })).toBe('served as api.example:8080');
    expect(await reply({ by: 'net', host: '10.0.0.5', port: 80 })).toBe('connect');
  });

  it('drops all other connections without an error', async () => {
    const { reply } = startTrialFunction(client, { routes: () => [{ host: '10.0.0.5', port: 6379, to }] });
    const { port } = to;
    expect(await reply({ by: 'net', host: '127.0.0.1', port })).toBe('nothing');
    expect(await reply({ by: 'net', host: '10.0.0.5', port })).toBe('nothing');
    expect(await reply({ by: 'net', port })).toBe('nothing');
    expect(await reply({ by: 'http', url: `http://localhost:${port}/` })).toBe('nothing');
    expect(await reply({ by: 'https', url: `https://127.0.0.1:${port}/` })).toBe('nothing');
    expect(await reply({ by: 'fetch', url: `http://127.0.0.1:${port}/` })).toBe('nothing');
  });

  it('lets a program’s own time-out end a connection attempt', async () => {
    const { reply } = startTrialFunction(`() => new Promise((resolve) => {
      const socket = require('node:net').connect(80, 'nowhere.example', () => resolve('connected'));
      socket.setTimeout(50, () => socket.destroy(new Error('gave up')));
      socket.write('to nobody');
      socket.on('error', ({ message }) => resolve(message));
    })`);
    expect(await reply()).toBe('gave up');
  });

  it('terminates TLS for routes with `tls`, including wildcards', async () => {
    const { reply } = startTrialFunction(client, {
      routes: () => [{ host: '*.tencentcloudapi.com', port: 443, to, tls: true }],
    });
    const served = (host: string) => `served as ${host}`;
    const sms = 'sms.tencentcloudapi.com';
    expect(await reply({ by: 'https', url: `https://${sms}/` })).toBe(served(sms));
    expect(await reply({ by: 'fetch', url: `https://${sms}/` })).toBe(served(sms));
    expect(await reply({ by: 'https', url: `https://internal.${sms}/` })).toBe(served(`internal.${sms}`));
    expect(await reply({ by: 'https', url: 'https://tencentcloudapi.com/' })).toBe('nothing');
    expect(await reply({ by: 'https', url: 'https://notcloud.com/' })).toBe('nothing');
    // The route is only for TLS: without it, there is no route.
    expect(await reply({ by: 'http', url: `http://${sms}:443/` })).toBe('nothing');
  });

  it('follows changes of the routes between invocations', async () => {
    let open = false;
    const { reply } = startTrialFunction(client, {
      routes: () => (open ? [{ host: 'a.example', port: 80, to }] : []),
    });
    const event = { by: 'http', url: 'http://a.example/' };
    expect(await reply(event)).toBe('nothing');
    open = true;
    expect(await reply(event)).toBe('served as a.example');
  });
});
