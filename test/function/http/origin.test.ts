import { describe, expect, it } from 'vitest';
import { apiGatewayEvent, functionUrlEvent, type MakeEvent } from '../../support/events';
import { startTrialService } from '../trial-service';

const phone = '8618566246600';
type Headers = Readonly<Record<string, string>>;

describe.each<{ trigger: string; makeEvent: MakeEvent; host: string }>([
  {
    trigger: 'API Gateway',
    makeEvent: apiGatewayEvent,
    host: 'service-f94sy04v-1300000000.gz.apigw.tencentcs.com',
  },
  {
    trigger: 'a Function URL',
    makeEvent: functionUrlEvent,
    host: '1300000000-abcdefghij.ap-guangzhou.tencentscf.com',
  },
])('A page’s request through $trigger', ({ makeEvent, host }) => {
  const refused = { statusCode: 403, body: { codeStr: 'OriginNotAllowed' } };

  /** Sends the methods by GET and by POST, in all ways that a page can. Returns the service and its replies. */
  async function sendAll(headers: Headers, environment: Headers = {}) {
    const service = startTrialService({ SEND_INTERVAL_SECONDS: '1', ...environment });
    const replies = [];
    for (const fields of [
      { method: 'getSms', phone },
      { method: 'login', phone, code: '123456' },
    ]) {
      service.now += 2000;
      replies.push(await service.answer(makeEvent({ query: fields, headers })));
      for (const [contentType, body] of [
        ['application/x-www-form-urlencoded', String(new URLSearchParams(fields))],
        ['text/plain', String(new URLSearchParams(fields))],
        ['application/json', JSON.stringify(fields)],
      ] as const) {
        service.now += 2000;
        replies.push(
          await service.answer(
            makeEvent({ method: 'POST', headers: { ...headers, 'content-type': contentType }, body }),
          ),
        );
      }
    }
    return { service, replies };
  }

  it.each<[string, Headers]>([
    ['another origin', { origin: 'https://evil.example.com' }],
    [
      'another origin, which calls itself same-site',
      { origin: 'https://evil.example.com', 'sec-fetch-site': 'same-site' },
    ],
    ['nobody: fetched in advance by speculation rules', { 'sec-fetch-site': 'none', 'sec-purpose': 'prefetch' }],
    ['nobody: rendered in advance', { 'sec-fetch-site': 'none', 'sec-purpose': 'prefetch;prerender' }],
    ['nobody: fetched in advance by an older browser', { purpose: 'prefetch' }],
    [
      'the own origin, which the browser calls cross-site',
      { origin: `http://${host}`, 'sec-fetch-site': 'cross-site' },
    ],
    ['an opaque origin, such as a sandboxed frame or a data: URL', { origin: 'null' }],
    ['an opaque origin, marked as cross-site', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['the own host on another port', { origin: `https://${host}:8443` }],
    ['a host that begins with the own one', { origin: `https://${host}.example.com` }],
    ['a host that ends with the own one', { origin: `https://x.${host}` }],
    ['the own host in another scheme', { origin: `chrome-extension://${host}` }],
    ['several origins', { origin: `https://${host}, https://evil.example.com` }],
    ['another site, without an origin: a link, an image or a script', { 'sec-fetch-site': 'cross-site' }],
    ['another tenant of the same domain, without an origin', { 'Sec-Fetch-Site': 'same-site' }],
    ['an unknown kind of site', { 'sec-fetch-site': 'nested-site' }],
  ])('is refused from %s', async (_, headers) => {
    const { service, replies } = await sendAll(headers, { CORS_ORIGINS: 'https://app.example.com' });
    for (const reply of replies) expect(reply).toMatchObject(refused);
    expect(service.messages).toEqual([]);
    expect(new Set(service.log.map(({ event }) => event))).toEqual(new Set(['origin_refused']));
  });

  it.each<[string, Headers, Headers?]>([
    ['the own page', { origin: `https://${host}`, 'sec-fetch-site': 'same-origin' }],
    ['the own page in an older browser', { origin: `https://${host}` }],
    ['the own page over HTTP', { origin: `http://${host}` }],
    ['the own page by GET', { 'sec-fetch-site': 'same-origin' }],
    [
      'the own page at a domain whose proxy changes Host',
      { origin: 'https://login.example.com', 'sec-fetch-site': 'same-origin' },
    ],
    ['the address bar', { 'sec-fetch-site': 'none' }],
    ['no page: a server, or the vendor’s clients', {}],
    ['an allowed origin', { origin: 'https://app.example.com' }, { CORS_ORIGINS: 'https://app.example.com' }],
    [
      'an allowed origin, marked as cross-site',
      { origin: 'https://app.example.com', 'sec-fetch-site': 'cross-site' },
      { CORS_ORIGINS: 'https://other.example.com,https://app.example.com' },
    ],
    ['any origin if all are allowed', { origin: 'null', 'sec-fetch-site': 'cross-site' }, { CORS_ORIGINS: '*' }],
    ['any site if all are allowed', { 'sec-fetch-site': 'cross-site' }, { CORS_ORIGINS: '*' }],
  ])('is accepted from %s', async (_, headers, environment) => {
    const { replies } = await sendAll(headers, environment);
    const codes = replies.map(({ body }) => body.codeStr);
    expect(codes.slice(0, 4)).toEqual(['Ok', 'Ok', 'Ok', 'Ok']);
    expect(codes.slice(4)).not.toContain('OriginNotAllowed');
  });

  it('is refused before anything is counted', async () => {
    const service = startTrialService({ SEND_DAILY_LIMIT: '1', CODE_MAX_ATTEMPTS: '1', SEND_ADDRESS_LIMIT: '1' });
    const foreign = { origin: 'https://evil.example.com' };
    await service.answer(makeEvent({ query: { method: 'getSms', phone }, headers: foreign }));
    expect((await service.answer(makeEvent({ query: { method: 'getSms', phone } }))).body.codeStr).toBe('Ok');
    await service.answer(makeEvent({ query: { method: 'login', phone, code: '000000' }, headers: foreign }));
    const login = { method: 'login', phone, code: service.messages[0]?.code };
    expect((await service.answer(makeEvent({ query: login }))).body.codeStr).toBe('Success');
  });

  it('is refused with a message that names the variable to set, in both languages', async () => {
    const service = startTrialService();
    const ask = (language: string) =>
      service.answer(
        makeEvent({
          query: { method: 'getSms', phone },
          headers: { origin: 'https://app.example.com', 'accept-language': language },
        }),
      );
    expect((await ask('en')).body.msg).toMatch(/^Pages .+ CORS_ORIGINS\.$/);
    expect((await ask('zh-CN')).body.msg).toMatch(/^不允许.+ CORS_ORIGINS。$/);
  });

  it('may open the login page by a link, send a preflight request, and see errors of the request itself', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', accept: 'text/html' };
    const service = startTrialService({ CAPTCHA_APPID: '190000000', CAPTCHA_SECRET: 'x' });
    const preflight = { method: 'OPTIONS', headers: { origin: 'https://evil.example.com' } };
    expect(await service.answer(makeEvent(preflight))).toMatchObject({ statusCode: 200 });
    expect(await service.answer(makeEvent({ query: { method: 'x' }, headers }))).toMatchObject({ statusCode: 400 });
    expect(await service.answer(makeEvent({ method: 'PUT', headers }))).toMatchObject({ statusCode: 405 });
  });
});
