import { describe, expect, it } from 'vitest';
import { startApiGateway } from '../../../local-cloud/runtime/api-gateway-endpoint';
import type { Invoke } from '../../../local-cloud/runtime/invocation';
import { apiGatewayEvent } from '../../support/events';
import { sendRequest } from './raw-request';
import { openTrialEndpoint } from './trial-endpoint';

const openAt = (path: string) => (invoke: Invoke) =>
  startApiGateway({ invoke, stage: 'release', path, serviceId: 'service-f94sy04v' });
const open = openAt('/');

describe('API Gateway', () => {
  it('passes a request to the function as an event of the platform', async () => {
    const { endpoint, events } = await openTrialEndpoint(open);
    const headers = { 'X-Api-RequestId': 'mine' };
    await sendRequest(endpoint, { path: '/release/?method=login&phone=1&phone=2', headers });
    const requestId = expect.stringMatching(/^[\da-f-]{36}$/);
    const event = {
      requestContext: {
        serviceId: 'service-f94sy04v',
        path: '/',
        httpMethod: 'ANY',
        requestId,
        identity: {},
        sourceIp: '127.0.0.1',
        stage: 'release',
      },
      headers: {
        host: `127.0.0.1:${endpoint.port}`,
        connection: 'close',
        'x-forwarded-for': '127.0.0.1',
        'x-api-requestid': requestId,
      },
      body: '',
      pathParameters: {},
      queryStringParameters: {},
      headerParameters: {},
      stageVariables: { stage: 'release' },
      path: '/',
      queryString: { method: 'login', phone: ['1', '2'] },
      httpMethod: 'GET',
      isBase64Encoded: false,
    };
    expect(events).toEqual([event]);
    const { requestContext, ...rest } = apiGatewayEvent({});
    expect(Object.keys(event).sort()).toEqual(Object.keys({ requestContext, ...rest }).sort());
    expect(Object.keys(event.requestContext).sort()).toEqual(Object.keys(Object(requestContext)).sort());
  });

  it('passes on forged headers, and appends the client to X-Forwarded-For', async () => {
    const clientAddress = () => '203.0.113.1';
    const { endpoint, events } = await openTrialEndpoint((invoke) =>
      startApiGateway({ invoke, stage: 'release', path: '/', serviceId: 'service-1', clientAddress }),
    );
    const forged = { 'X-Scf-Remote-Addr': '8.8.8.8', 'X-Real-IP': '8.8.8.8', 'X-Forwarded-For': '8.8.8.8' };
    await sendRequest(endpoint, { path: '/release', headers: forged });
    expect(events).toMatchObject([
      {
        requestContext: { sourceIp: '203.0.113.1' },
        headers: { 'x-scf-remote-addr': '8.8.8.8', 'x-real-ip': '8.8.8.8', 'x-forwarded-for': '8.8.8.8, 203.0.113.1' },
      },
    ]);
  });

  it.each([
    ['text unchanged', 'phone=1', { body: 'phone=1', isBase64Encoded: false }],
    ['bytes in base64', Buffer.from([0xff, 0xd8]), { body: '/9g=', isBase64Encoded: true }],
  ])('passes on a body: %s', async (_, body, expected) => {
    const { endpoint, events } = await openTrialEndpoint(open);
    await sendRequest(endpoint, { method: 'POST', path: '/release', body });
    expect(events).toMatchObject([{ httpMethod: 'POST', path: '/', queryString: {}, ...expected }]);
  });

  it('serves only the paths of its API, below the stage', async () => {
    const { endpoint, events } = await openTrialEndpoint(openAt('/sms'), { statusCode: 200, headers: {}, body: '' });
    expect(endpoint.url).toBe(`http://127.0.0.1:${endpoint.port}/release/sms`);
    for (const path of ['/release/sms', '/release/sms/', '/release/sms/a?b=c']) {
      expect(await sendRequest(endpoint, { path })).toMatchObject({ status: 200 });
    }
    const paths = ['/sms', '/sms/sms', '/test/sms', '/release/smsx', '/release/'];
    for (const path of paths) {
      const { status, body } = await sendRequest(endpoint, { path });
      expect([path, status, JSON.parse(body)]).toEqual([path, 404, { message: expect.stringContaining(path) }]);
    }
    expect(events).toMatchObject(['/sms', '/sms/', '/sms/a'].map((path) => ({ path })));
  });

  it('converts the reply to the HTTP response', async () => {
    const reply = { isBase64Encoded: false, statusCode: 429, headers: { 'Retry-After': '30' }, body: '{}' };
    const { endpoint } = await openTrialEndpoint(open, reply);
    const response = await sendRequest(endpoint, { path: '/release/' });
    expect(response).toMatchObject({ status: 429, headers: { 'retry-after': '30' }, body: '{}' });
  });

  it.each([
    [{ codeStr: 'Ok' }],
    ['text'],
    [null],
    [{ statusCode: 200, headers: {}, body: {} }],
    [{ statusCode: 200, headers: { 'x-count': Number.NaN }, body: '' }],
    [{ statusCode: 200, headers: { 'x-count': null }, body: '' }],
  ])('refuses a reply that is not an integrated response: %j', async (reply) => {
    const { endpoint } = await openTrialEndpoint(open, reply);
    const { status, body } = await sendRequest(endpoint, { path: '/release/' });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toEqual({ errno: 403, error: expect.stringContaining('Invalid scf response format') });
  });

  it('reports a failed invocation with the status code of the platform', async () => {
    const failure = { kind: 'failed', statusCode: 433, errorMessage: 'too late', requestId: 'a' } as const;
    const endpoint = await open(async () => failure);
    const { status, body } = await sendRequest(endpoint, { path: '/release/' });
    expect(status).toBe(433);
    expect(JSON.parse(body)).toEqual({ errorCode: -1, errorMessage: 'too late', requestId: 'a', statusCode: 433 });
    await endpoint.stop();
  });
});
