import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  apiGatewayEvent,
  type ClientRequest,
  functionUrlEvent,
  functionUrlEventWithSource,
} from '../../support/events';
import { propertyRuns, propertyTimeout } from '../../support/property-runs';
import { startTrialService, type TrialService } from '../trial-service';

const nonce = 'a'.repeat(43);
const forged = '192.0.2.1';
const forgedHeaders = { 'x-forwarded-for': forged, 'x-real-ip': forged, 'x-scf-remote-addr': forged };

/** Sends what only `Invoke` can send. */
async function invoke(service: TrialService, acceptance: unknown = nonce) {
  return (await service.answer({ acceptance })).body;
}

/** Sends an HTTP request that bears the nonce, and returns what was recorded of it. */
async function record(event: Readonly<Record<string, unknown>>, service = startTrialService()) {
  await invoke(service);
  await service.answer(event);
  return (await invoke(service)).seen as { readonly event?: Record<string, unknown>; readonly address?: unknown };
}

const bearing = ({ headers = {}, ...request }: ClientRequest = {}): ClientRequest => ({
  ...request,
  headers: { ...headers, 'x-acceptance': nonce },
});

describe('The event probe', () => {
  it('records names and types of the event of a request that bears the armed nonce', async () => {
    const { event } = await record(
      apiGatewayEvent(bearing({ method: 'POST', query: { method: 'login', code: ['1', '2'] }, body: 'phone=86185' })),
    );
    expect(event).toMatchObject({
      httpMethod: 'string',
      body: 'string',
      isBase64Encoded: 'false',
      queryString: { method: 'string', code: 'array' },
      requestContext: { sourceIp: ['client'], identity: {} },
      headers: { host: 'string', 'x-acceptance': 'string' },
    });
  });

  it('records no value', async () => {
    const secret = 'planted';
    const headers = { 'x-planted': secret, 'x-forwarded-for': `${secret}, 198.51.100.9` };
    const request = bearing({ method: 'POST', headers, query: { phone: secret, code: [secret] }, body: secret });
    for (const event of [apiGatewayEvent(request), functionUrlEvent(request)]) {
      const recorded = JSON.stringify(await record(event)).replaceAll('x-planted', '');
      for (const value of [secret, '198.51.100.9', '203.0.113.7', '11.163', nonce])
        expect(recorded).not.toContain(value);
    }
  });

  it.each([
    ['API Gateway', apiGatewayEvent, ['client'], ['documentation']],
    ['a Function URL', functionUrlEventWithSource, ['client'], ['documentation', 'client', 'gateway', 'gateway']],
    ['a Function URL as documented', functionUrlEvent, undefined, ['documentation', 'client', 'gateway', 'gateway']],
  ])(
    'tells kinds of addresses behind %s, and a tag that forged headers do not change',
    async (_, makeEvent, sourceIp, hops) => {
      const service = startTrialService();
      const plain = await record(makeEvent(bearing({ clientAddress: '8.8.8.8' })), service);
      const { event, address } = await record(
        makeEvent(bearing({ clientAddress: '8.8.8.8', headers: forgedHeaders })),
        service,
      );
      expect(event?.headers).toMatchObject({ 'x-forwarded-for': hops, 'x-scf-remote-addr': ['documentation'] });
      expect(event?.requestContext).toEqual(sourceIp && expect.objectContaining({ sourceIp }));
      expect(address).toMatch(/^[\w-]{8}$/);
      expect(address).toBe(plain.address);
    },
  );

  it('tells neither malformed addresses nor those of other networks, and the type of one that is no text', async () => {
    const headers = { 'x-acceptance': nonce, 'x-forwarded-for': 'planted, 192.168.0.1', 'x-real-ip': 7 };
    const { event } = await record({ httpMethod: 'GET', headers, requestContext: { sourceIp: 7 } });
    expect(event).toMatchObject({
      headers: { 'x-forwarded-for': ['other', 'other'], 'x-real-ip': 'number' },
      requestContext: { sourceIp: 'number' },
    });
  });

  it('tells the type of what only looks like an address by its name', async () => {
    const headers = { 'x-acceptance': nonce, 'not-x-real-ip': '203.0.113.7', 'x-real-ip-not': '203.0.113.7' };
    const { event } = await record({ httpMethod: 'GET', headers, requestContext: { sourceIp: '203.0.113.7' } });
    expect(event).toMatchObject({ headers: { 'not-x-real-ip': 'string', 'x-real-ip-not': 'string' } });
  });

  it('answers the request as without a nonce', async () => {
    const request = { query: { method: 'getSms' } };
    const plain = await startTrialService().answer(apiGatewayEvent(request));
    const service = startTrialService();
    await invoke(service);
    expect(await service.answer(apiGatewayEvent(bearing(request)))).toEqual(plain);
  });

  it('records nothing without an armed nonce, with another one, or after 60 seconds', async () => {
    const service = startTrialService();
    await service.answer(apiGatewayEvent(bearing()));
    expect(await invoke(service)).toEqual({});
    await service.answer(apiGatewayEvent({ headers: { 'x-acceptance': nonce.replace('a', 'b') } }));
    await service.answer(apiGatewayEvent({}));
    expect(await invoke(service)).toEqual({});
    service.now += 60_001;
    await service.answer(apiGatewayEvent(bearing()));
    expect(await invoke(service)).toEqual({});
  });

  it('shows a record for 60 seconds', async () => {
    for (const [wait, expected] of [
      [60_000, { seen: expect.anything() }],
      [60_001, {}],
    ] as const) {
      const service = startTrialService();
      await invoke(service);
      await service.answer(apiGatewayEvent(bearing()));
      service.now += wait;
      expect(await invoke(service)).toEqual(expected);
    }
  });

  it('shows a record once, and only for its nonce', async () => {
    const service = startTrialService();
    await invoke(service);
    await service.answer(apiGatewayEvent(bearing()));
    expect(await invoke(service)).toHaveProperty('seen');
    expect(await invoke(service)).toEqual({});
    await service.answer(apiGatewayEvent(bearing()));
    expect(await invoke(service, 'b'.repeat(43))).toEqual({});
  });

  it.each([['short'], [''], [null], [{}], ['a b'.repeat(20)], ['a'.repeat(65)], [[nonce]]])(
    'refuses the nonce %j',
    async (malformed) => {
      expect(await invoke(startTrialService(), malformed)).toMatchObject({ codeStr: 'InValidParam' });
    },
  );

  it('takes no event of an HTTP trigger for an Invoke, whatever the client sends', {
    timeout: propertyTimeout,
  }, async () => {
    const claim = fc.constantFrom(
      { acceptance: nonce },
      { acceptance: [nonce] },
      { acceptance: { acceptance: nonce } },
    );
    const names = fc.constantFrom('acceptance', 'Acceptance', 'x-acceptance', '__proto__', 'httpMethod');
    const values = fc.oneof(
      fc.constant(nonce),
      claim.map((object) => JSON.stringify(object)),
    );
    const request = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'OPTIONS', 'HEAD', 'acceptance', ''),
      query: fc.oneof(claim, fc.dictionary(names, values)),
      headers: fc.dictionary(names, values),
      body: fc.oneof(values, fc.constant('')),
    });
    await fc.assert(
      fc.asyncProperty(request, async (sent) => {
        for (const makeEvent of [apiGatewayEvent, functionUrlEvent, functionUrlEventWithSource]) {
          const service = startTrialService();
          const event = { ...makeEvent(sent) };
          const { body } = await service.answer(event);
          expect(body).toHaveProperty('codeStr');
          // Nothing was armed either: the same nonce records nothing that was sent before its Invoke.
          expect(await invoke(service)).toEqual({});
        }
      }),
      { numRuns: propertyRuns },
    );
  });
});
