import { describe, expect, it } from 'vitest';
import { startFunctionUrl } from '../../../local-cloud/runtime/function-url-endpoint';
import type { Invoke } from '../../../local-cloud/runtime/invocation';
import { functionUrlEvent } from '../../support/events';
import { sendRequest } from './raw-request';
import { openTrialEndpoint } from './trial-endpoint';
import { startTrialFunction } from './trial-function';

const open = (invoke: Invoke) => startFunctionUrl({ invoke });

describe('A Function URL', () => {
  it('passes a request to the function as an event of the platform', async () => {
    const { endpoint, events } = await openTrialEndpoint(open);
    await sendRequest(endpoint, {
      path: '/a?method=getSms&phone=1&phone=2',
      headers: { 'X-Custom': 'a' },
    });
    const event = {
      requestContext: { sourceIp: '127.0.0.1' },
      httpMethod: 'GET',
      path: '/a',
      queryString: { method: 'getSms', phone: ['1', '2'] },
      headers: {
        host: `127.0.0.1:${endpoint.port}`,
        connection: 'close',
        'x-custom': 'a',
        'x-scf-remote-addr': '127.0.0.1',
        'x-real-ip': '11.163.0.1',
        'x-forwarded-for': '127.0.0.1, 11.163.0.1, 10.132.0.1',
      },
      body: '',
    };
    expect(events).toEqual([event]);
    expect(new Set(Object.keys(event))).toEqual(
      new Set([...Object.keys(functionUrlEvent({ query: {} })), 'requestContext']),
    );
  });

  it('lets a client forge headers with addresses as the platform does, but not sourceIp', async () => {
    const clients = ['203.0.113.1', '203.0.113.2'];
    const { endpoint, events } = await openTrialEndpoint((invoke) =>
      startFunctionUrl({ invoke, clientAddress: () => clients.shift() ?? '' }),
    );
    const forged = { 'X-Scf-Remote-Addr': '8.8.8.8', 'X-Real-IP': '8.8.8.8', 'X-Forwarded-For': '8.8.8.8, 8.8.4.4' };
    await sendRequest(endpoint, { headers: forged });
    await sendRequest(endpoint, {});
    expect(events).toMatchObject([
      {
        requestContext: { sourceIp: '203.0.113.1' },
        headers: {
          'x-scf-remote-addr': '8.8.8.8',
          'x-real-ip': '11.163.0.1',
          'x-forwarded-for': '8.8.8.8, 8.8.4.4, 203.0.113.1, 11.163.0.1, 10.132.0.1',
        },
      },
      {
        requestContext: { sourceIp: '203.0.113.2' },
        headers: {
          'x-scf-remote-addr': '203.0.113.2',
          'x-real-ip': '11.163.0.1',
          'x-forwarded-for': '203.0.113.2, 11.163.0.1, 10.132.0.1',
        },
      },
    ]);
  });

  it('decodes a query string that is not ASCII', async () => {
    const { endpoint, events } = await openTrialEndpoint(open);
    await sendRequest(endpoint, { path: '/?%E5%90%8D=%E5%AD%97' });
    expect(events).toMatchObject([{ queryString: { 名: '字' } }]);
  });

  it('omits an empty query string', async () => {
    const { endpoint, events } = await openTrialEndpoint(open);
    await sendRequest(endpoint, {});
    expect(events[0]).not.toHaveProperty('queryString');
  });

  it.each([
    ['text unchanged', 'phone=1&名=字', { body: 'phone=1&名=字' }],
    ['bytes in base64', Buffer.from([0xff, 0xd8]), { body: '/9g=', isBase64Encoded: true }],
  ])('passes on a body: %s', async (_, body, expected) => {
    const { endpoint, events } = await openTrialEndpoint(open);
    await sendRequest(endpoint, { method: 'POST', body });
    expect(events).toMatchObject([{ httpMethod: 'POST', ...expected }]);
  });

  it('converts the reply to the HTTP response', async () => {
    const headers = {
      'Content-Type': 'text/plain',
      'Set-Cookie': ['a=1', 'b=2'],
      'X-Number': 1,
      'Content-Length': '7',
    };
    const { endpoint } = await openTrialEndpoint(open, {
      isBase64Encoded: false,
      statusCode: 429,
      headers,
      body: '字',
    });
    const response = await sendRequest(endpoint, {});
    expect(response).toMatchObject({ status: 429, body: '字' });
    expect(response.headers).toMatchObject({
      'content-type': 'text/plain',
      'content-length': '3',
      'set-cookie': ['a=1', 'b=2'],
      'x-number': '1',
    });
  });

  it('decodes a base64 reply', async () => {
    const { endpoint } = await openTrialEndpoint(open, {
      isBase64Encoded: true,
      statusCode: 200,
      headers: {},
      body: 'aGk=',
    });
    expect((await sendRequest(endpoint, {})).body).toBe('hi');
  });

  it.each([
    [{ codeStr: 'Ok' }],
    ['text'],
    [null],
    [{ statusCode: 20, headers: {}, body: '' }],
    [{ statusCode: 200, headers: { 'bad name': 'a' }, body: '' }],
  ])('sends any other reply as JSON: %j', async (reply) => {
    const { endpoint } = await openTrialEndpoint(open, reply);
    const response = await sendRequest(endpoint, {});
    expect(response).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(response.body)).toEqual(reply);
  });

  it.each(['HEAD', 'OPTIONS', 'PUT'])('passes on the method %s', async (method) => {
    const { endpoint, events } = await openTrialEndpoint(open, { statusCode: 201, headers: { a: 'b' }, body: 'c' });
    const response = await sendRequest(endpoint, { method });
    expect(response).toMatchObject({ status: 201, headers: { a: 'b' }, body: method === 'HEAD' ? '' : 'c' });
    expect(events).toMatchObject([{ httpMethod: method }]);
  });

  it('reports a failed invocation with the status code of the platform', async () => {
    const { invoke } = startTrialFunction(`async ({ path }) => {
      if (path === '/throw') throw new Error('no luck');
      process.exit(1);
    }`);
    const endpoint = await startFunctionUrl({ invoke });
    const thrown = await sendRequest(endpoint, { path: '/throw' });
    expect(thrown.status).toBe(430);
    expect(JSON.parse(thrown.body)).toEqual({
      errorCode: 1,
      errorMessage: 'user code exception caught',
      requestId: expect.any(String),
      stackTrace: expect.stringContaining('Error: no luck'),
      statusCode: 430,
    });
    expect(JSON.parse((await sendRequest(endpoint, {})).body)).toMatchObject({ errorCode: -1, statusCode: 430 });
    await endpoint.stop();
  });

  it('accepts bodies up to 6 MB', async () => {
    const { endpoint, events } = await openTrialEndpoint(open);
    const body = Buffer.alloc(6 * 1024 * 1024, 'a');
    expect(await sendRequest(endpoint, { method: 'POST', body })).toMatchObject({ status: 200 });
    const larger = Buffer.concat([body, Buffer.from('a')]);
    expect(await sendRequest(endpoint, { method: 'POST', body: larger })).toMatchObject({ status: 413 });
    expect(events).toHaveLength(1);
  });

  it('listens on a given port until it is stopped', async () => {
    const { endpoint } = await openTrialEndpoint(open);
    await endpoint.stop();
    const again = await startFunctionUrl({ invoke: () => Promise.reject(new Error()), port: endpoint.port });
    expect(again.url).toBe(`http://127.0.0.1:${endpoint.port}/`);
    await again.stop();
    await expect(sendRequest(again, {})).rejects.toThrow('ECONNREFUSED');
  });
});
