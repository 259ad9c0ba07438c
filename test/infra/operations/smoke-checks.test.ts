import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runSmokeChecks, type SmokeResult } from '../../../infra/operations/smoke-checks';

/** Starts a server in place of a function, and returns it with its address. */
async function serve(answer: RequestListener): Promise<{ server: Server; host: string }> {
  const server = createServer(answer);
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function check(url: string, waitSeconds = 0): Promise<SmokeResult[]> {
  const results: SmokeResult[] = [];
  for await (const one of runSmokeChecks({ url, login: { phone: '86', code: '000000', handle: '' }, waitSeconds }))
    results.push(one);
  return results;
}

describe('Smoke checks', () => {
  it('wait for a new address to answer', async () => {
    const { server, host } = await serve((_, response) => void response.end('{"codeStr":"late"}'));
    const { port } = server.address() as AddressInfo;
    server.close();
    const [without] = await check(`http://${host}/`);
    expect(without).toMatchObject({
      found: expect.stringMatching(/^no reply \(.+\)$/),
      passed: false,
      advice: expect.stringContaining('Nothing answers at this address'),
    });
    setTimeout(() => server.listen(port, '127.0.0.1'), 700);
    const [late] = await check(`http://${host}/`, 20);
    expect(late?.found).toBe('200 late');
  });

  it.each([
    [404, '<!doctype html><title>Not here</title><p>nginx', '404 with a page "Not here"', 'A web server'],
    [200, '<h1>hello</h1>', '200 with a page', 'A web server'],
    [404, '{"message":"no Route matched"}', '404 with "{\\"message\\":\\"no Route matched\\"}"', 'make logs'],
    [430, 'null', '430 with "null"', 'make logs'],
  ])('stop at what is not the function: %d %s', async (status, body, found, advice) => {
    const { host } = await serve((_, response) => void response.writeHead(status).end(body));
    const results = await check(`http://${host}/release/`);
    expect(results).toMatchObject([{ found, passed: false, advice: expect.stringContaining(advice) }]);
  });

  it('say that an address has no HTTPS, such as the local API Gateway', async () => {
    const { host } = await serve((_, response) => void response.end('{}'));
    const results = await check(`https://${host}/release/`);
    expect(results).toMatchObject([
      { found: `no HTTPS at ${host}`, advice: expect.stringContaining(`curl 'http://${host}/release/?method=getSms'`) },
    ]);
  });

  it('go on after an unexpected reply of the function', async () => {
    const { host } = await serve((_, response) => void response.writeHead(503).end('{"codeStr":"ServiceUnavailable"}'));
    expect((await check(`http://${host}/`)).map(({ found }) => found)).toEqual(Array(3).fill('503 ServiceUnavailable'));
  });
});
