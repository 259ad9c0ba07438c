import { beforeEach, describe, expect, it } from 'vitest';
import {
  apiGatewayEvent,
  type ClientRequest,
  functionUrlEvent,
  functionUrlEventWithSource,
  type MakeEvent,
} from '../../support/events';
import { startTrialService, type TrialReply, type TrialService } from '../trial-service';

const phone = '8618566246600';
const form = 'application/x-www-form-urlencoded';
const json = 'application/json';
const base64 = (text: string) => Buffer.from(text).toString('base64');
/** A body of exactly 64 kB. */
const largest = `method=getSms&phone=${phone}&x=`.padEnd(64 * 1024, 'x');

describe.each<{ trigger: string; makeEvent: MakeEvent }>([
  { trigger: 'API Gateway', makeEvent: apiGatewayEvent },
  { trigger: 'a Function URL', makeEvent: functionUrlEvent },
  { trigger: 'a Function URL with requestContext', makeEvent: functionUrlEventWithSource },
])('A request through $trigger', ({ makeEvent }) => {
  let service: TrialService;
  const sendRequest = (request: ClientRequest, changes = {}): Promise<TrialReply> =>
    service.answer({ ...makeEvent(request), ...changes }, { request_id: 'c6af9ac6' });

  beforeEach(() => {
    service = startTrialService({ SEND_INTERVAL_SECONDS: '1', CORS_ORIGINS: 'https://app.example.com' });
  });

  describe('is accepted as', () => {
    it.each<[string, ClientRequest, object?]>([
      ['GET', { query: { method: 'getSms', phone } }],
      ['GET with other fields', { query: { method: 'getSms', phone, utm: 'x', constructor: 'y' } }],
      ['POST with a form', { method: 'POST', headers: { 'content-type': form }, body: `method=getSms&phone=${phone}` }],
      [
        'POST with a form, as the vendor’s clients send it',
        { method: 'POST', body: `method=getSms&phone=%2B${phone}` },
      ],
      [
        'POST with JSON',
        { method: 'POST', headers: { 'content-type': json }, body: JSON.stringify({ method: 'getSms', phone }) },
      ],
      [
        'POST with JSON, with method and content type in another case',
        {
          method: 'post',
          headers: { 'CONTENT-TYPE': 'Application/JSON; charset=UTF-8' },
          body: JSON.stringify({ method: 'getSms', phone, other: [1] }),
        },
      ],
      [
        'POST with a form in base64',
        { method: 'POST', headers: { 'Content-Type': form }, body: base64(`method=getSms&phone=${phone}`) },
        { isBase64Encoded: true },
      ],
      [
        'POST with JSON in base64',
        {
          method: 'POST',
          headers: { 'Content-Type': json },
          body: base64(JSON.stringify({ method: 'getSms', phone })),
        },
        { isBase64Encoded: true },
      ],
      [
        'POST with JSON, with a space after its content type',
        {
          method: 'POST',
          headers: { 'Content-Type': 'application/json ; charset=utf-8' },
          body: JSON.stringify({ method: 'getSms', phone }),
        },
      ],
      [
        'POST with JSON, with a field that is null',
        {
          method: 'POST',
          headers: { 'Content-Type': json },
          body: JSON.stringify({ method: 'getSms', phone, code: null }),
        },
      ],
      ['GET with a query string that is text', {}, { queryString: `method=getSms&phone=${phone}` }],
      ['POST with 64 kB', { method: 'POST', headers: { 'Content-Type': form }, body: largest }],
      [
        'POST with JSON in base64, after a byte order mark',
        {
          method: 'POST',
          headers: { 'Content-Type': json },
          body: base64(`\uFEFF${JSON.stringify({ method: 'getSms', phone })}`),
        },
        { isBase64Encoded: true },
      ],
      [
        'POST with 64 kB in base64',
        { method: 'POST', headers: { 'Content-Type': form }, body: base64(largest) },
        { isBase64Encoded: true },
      ],
    ])('%s', async (_, request, changes = {}) => {
      expect(await sendRequest(request, changes)).toMatchObject({ statusCode: 200, body: { codeStr: 'Ok' } });
      expect(service.messages).toHaveLength(1);
    });
  });

  describe('is refused with a reason:', () => {
    const post = (contentType: string, body: string): ClientRequest => ({
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
    });
    const postJson = (value: unknown) => post(json, JSON.stringify(value));
    const tooLarge = `${largest}x`;

    it.each<[string, ClientRequest, { status?: number; msg: string }, object?]>([
      ['no method', { query: { phone } }, { msg: 'method: missing' }],
      ['an empty method', { query: { method: ' ', phone } }, { msg: 'method: missing' }],
      [
        'an unknown method',
        { query: { method: 'GETSMS', phone } },
        { msg: 'method: not allowed; allowed: getSms, login' },
      ],
      ['no number', { query: { method: 'getSms' } }, { msg: 'Please enter your mobile number.' }],
      [
        'a login without a number',
        { query: { method: 'login', code: '123456' } },
        { msg: 'Please enter your mobile number.' },
      ],
      [
        'an invalid number',
        { query: { method: 'getSms', phone: '861' } },
        { msg: 'This is not a mobile number. Please check the country' },
      ],
      [
        'a number in a country that is not allowed',
        { query: { method: 'getSms', phone: '+14155552671' } },
        { msg: 'Supported country codes: 86.' },
      ],
      [
        'a code of five digits',
        { query: { method: 'login', phone, code: '12345' } },
        { msg: 'Please enter the six digits of the code.' },
      ],
      [
        'a code of seven digits',
        { query: { method: 'login', phone, code: '1234567' } },
        { msg: 'Please enter the six digits of the code.' },
      ],
      [
        'a repeated field',
        { query: { method: 'getSms', phone: [phone, phone] } },
        { msg: 'There is more than one mobile number.' },
      ],
      [
        'a repeated field of a form',
        post(form, `method=getSms&phone=1&phone=2`),
        { msg: 'There is more than one mobile number.' },
      ],
      ['an empty body', post(form, ''), { msg: 'method: missing' }],
      ['no body', post(json, ''), { msg: 'method: missing' }, { body: undefined }],
      ['a body that is null', post(json, ''), { msg: 'method: missing' }, { body: null }],
      [
        'a POST request with its fields in the query',
        { method: 'POST', query: { method: 'getSms', phone } },
        { msg: 'method: missing' },
      ],
      [
        'a JSON body declared as a form',
        post(form, JSON.stringify({ method: 'getSms', phone })),
        { msg: 'method: missing' },
      ],
      [
        'a form body declared as JSON',
        post(json, `method=getSms&phone=${phone}`),
        { msg: 'body: does not match its content type' },
      ],
      ['truncated JSON', post(json, '{"method":"getSms"'), { msg: 'body: does not match its content type' }],
      ['JSON that is an array', postJson(['getSms', phone]), { msg: 'body: does not match its content type' }],
      ['JSON that is null', postJson(null), { msg: 'body: does not match its content type' }],
      ['JSON that is a number', postJson(5), { msg: 'body: does not match its content type' }],
      [
        'a number in JSON',
        postJson({ method: 'getSms', phone: Number(phone) }),
        { msg: 'The mobile number must be text.' },
      ],
      ['an array in JSON', postJson({ method: 'getSms', phone: [phone] }), { msg: 'The mobile number must be text.' }],
      ['an object in JSON', postJson({ method: { $ne: '' }, phone }), { msg: 'method: must be text' }],
      [
        '__proto__ in JSON',
        post(json, `{"__proto__":{"method":"getSms","phone":"${phone}"}}`),
        { msg: 'method: missing' },
      ],
      ['__proto__ in the query', { query: { __proto__: { method: 'getSms' } } }, { msg: 'method: missing' }],
      [
        'a multipart form',
        post('multipart/form-data; boundary=x', '--x--'),
        { msg: 'body: not allowed; allowed: application/x-www' },
      ],
      ['a body over 64 kB', post(form, tooLarge), { status: 413, msg: 'body: larger than 64 kB' }],
      [
        'a body over 64 kB in base64',
        post(form, base64(tooLarge)),
        { status: 413, msg: 'larger' },
        { isBase64Encoded: true },
      ],
      [
        'a body that is not base64',
        post(form, 'method=getSms'),
        { msg: 'body: does not match' },
        { isBase64Encoded: true },
      ],
      [
        'a body with something before its base64',
        post(form, `!${base64(`method=getSms&phone=${phone}`)}`),
        { msg: 'body: does not match' },
        { isBase64Encoded: true },
      ],
      [
        'a body with something after its base64',
        post(form, `${base64(`method=getSms&phone=${phone}`)}!`),
        { msg: 'body: does not match' },
        { isBase64Encoded: true },
      ],
      ['a body that is not UTF-8', post(form, '/////w=='), { msg: 'body: does not match' }, { isBase64Encoded: true }],
      [
        'a body that is an object',
        post(json, ''),
        { msg: 'body: must be text' },
        { body: { method: 'getSms', phone } },
      ],
      [
        'PUT',
        { method: 'PUT', body: '' },
        { status: 405, msg: 'httpMethod: not allowed; allowed: GET, POST, OPTIONS' },
      ],
      ['HEAD', { method: 'HEAD' }, { status: 405, msg: 'httpMethod: not allowed' }],
    ])('%s', async (_, request, { status = 400, msg }, changes = {}) => {
      const reply = await sendRequest(request, changes);
      expect(reply).toMatchObject({ statusCode: status, body: { codeStr: 'InValidParam' } });
      expect(reply.body.msg).toContain(msg);
      expect(service.messages).toHaveLength(0);
      // For programs: the same names as in the log.
      const { field, rule } = reply.body;
      expect(service.log.at(-1)).toMatchObject({ event: 'request_refused', field, rule });
    });

    it.each(['', ' '])('no code (%j), with the message as msg and as errorMessage', async (code) => {
      expect(await sendRequest({ query: { method: 'login', phone, code } })).toMatchObject({
        statusCode: 400,
        body: {
          codeStr: 'MissingCode',
          msg: 'Please enter the code.',
          errorMessage: 'Please enter the code.',
          field: 'code',
          rule: 'missing',
        },
      });
    });

    it.each<[ClientRequest, string, string]>([
      [{ query: { phone } }, 'method', 'missing'],
      [{ query: { method: 'login', phone, code: '12345' } }, 'code', 'malformed'],
      [{ query: { method: 'getSms', phone: [phone, phone] } }, 'phone', 'repeated'],
      [postJson({ method: 'getSms', phone: Number(phone) }), 'phone', 'not-text'],
      [{ query: { method: 'getSms', phone: '+14155552671' } }, 'phone', 'not-allowed'],
      [{ query: { method: 'getSms', phone: '18566246600' } }, 'phone', 'no-country-code'],
      [post(form, tooLarge), 'body', 'too-large'],
      [{ method: 'PUT' }, 'httpMethod', 'not-allowed'],
    ])('%j, with field and rule for programs', async (request, field, rule) => {
      expect((await sendRequest(request)).body).toEqual({
        codeStr: 'InValidParam',
        msg: expect.any(String),
        field,
        rule,
      });
    });

    it.each([
      ['en', '86', 'The country code is missing. Please put 86 in front of the number.'],
      ['zh', '86', '缺少国际区号，请在号码前加上 86。'],
      ['en', '65,852', 'The country code is missing. Please put 65 or 852 in front of the number.'],
      ['zh', '65,852', '缺少国际区号，请在号码前加上 65 或 852。'],
    ])('a number without its country code, with what to do (%s, %s)', async (language, codes, msg) => {
      service = startTrialService({ ALLOWED_COUNTRY_CODES: codes });
      const query = { method: 'getSms', phone: codes === '86' ? '18566246600' : '91234567' };
      const { statusCode, body } = await sendRequest({ query, headers: { 'accept-language': language } });
      expect({ statusCode, msg: body.msg }).toEqual({ statusCode: 400, msg });
    });

    it('lists the allowed methods', async () => {
      expect((await sendRequest({ method: 'DELETE' })).headers).toMatchObject({ allow: 'GET, POST, OPTIONS' });
    });
  });

  it('gets JSON that is never cached', async () => {
    for (const query of [{ method: 'getSms', phone }, { method: 'getSms' }]) {
      expect(await sendRequest({ query })).toMatchObject({
        isBase64Encoded: false,
        headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      });
    }
  });

  it.each([
    [undefined, 'Please enter your mobile number.'],
    ['zh-CN,zh;q=0.9,en;q=0.8', '请填写手机号。'],
    ['zh-TW', '请填写手机号。'],
    ['en-GB, zh;q=0.5', 'Please enter your mobile number.'],
    ['fr, zh;q=0.1', '请填写手机号。'],
    ['fr', 'Please enter your mobile number.'],
    ['*', 'Please enter your mobile number.'],
    [';;q=,', 'Please enter your mobile number.'],
  ])('gets a reply in the language of Accept-Language: %s', async (language, msg) => {
    const headers: Record<string, string> = language === undefined ? {} : { 'ACCEPT-LANGUAGE': language };
    expect((await sendRequest({ query: { method: 'getSms' }, headers })).body.msg).toBe(msg);
  });

  it.each([
    ['occurs twice', { 'accept-language': 'en', 'Accept-Language': 'zh' }],
    ['is no text', { 'accept-language': ['zh'] }],
  ])('gets a reply in English if Accept-Language %s', async (_, headers) => {
    const event = { ...makeEvent({ query: { method: 'getSms' } }), headers };
    expect((await service.answer(event)).body.msg).toBe('Please enter your mobile number.');
  });

  it('counts towards the limit of the address that the platform reports, not of one that the client claims', async () => {
    service = startTrialService({ SEND_ADDRESS_LIMIT: '1' });
    const from = (number: number, headers = {}, clientAddress = '203.0.113.7') =>
      sendRequest({ query: { method: 'getSms', phone: `86185662466${number}` }, headers, clientAddress });
    expect((await from(10)).body.codeStr).toBe('Ok');
    const limited = { statusCode: 429, body: { codeStr: 'LimitExceeded.ClientAddressLimit' } };
    const names = [
      'X-Forwarded-For',
      'X-Real-IP',
      'X-Scf-Remote-Addr',
      'True-Client-IP',
      'CF-Connecting-IP',
      'Client-IP',
    ];
    const forged = Object.fromEntries(names.map((name) => [name, '198.51.100.1']));
    const all = { ...forged, Forwarded: 'for=198.51.100.1', 'X-Forwarded-For': '198.51.100.1, 11.163.0.1, 10.132.0.1' };
    for (const headers of [...Object.entries(forged).map(([name, value]) => ({ [name]: value })), all]) {
      expect(await from(11, headers), JSON.stringify(headers)).toMatchObject(limited);
    }
    expect((await from(13, all, '203.0.113.8')).body.codeStr).toBe('Ok');
  });

  it('counts towards the limit of the address that a trusted proxy forwards', async () => {
    service = startTrialService({ SEND_ADDRESS_LIMIT: '1', TRUSTED_PROXIES: '192.0.2.0/24, 2001:db8:cd::1' });
    const from = (number: number, forwardedFor: string, clientAddress: string) =>
      sendRequest({
        query: { method: 'getSms', phone: `86185662466${number}` },
        headers: { 'X-Forwarded-For': forwardedFor },
        clientAddress,
      });
    expect((await from(10, '203.0.113.7', '192.0.2.1')).body.codeStr).toBe('Ok');
    expect((await from(11, '203.0.113.8', '2001:db8:cd::1')).body.codeStr).toBe('Ok');
    const limited = { body: { codeStr: 'LimitExceeded.ClientAddressLimit' } };
    expect(await from(12, '203.0.113.9, 203.0.113.7', '192.0.2.2')).toMatchObject(limited);
    expect(await from(12, '203.0.113.9', '203.0.113.8')).toMatchObject(limited);
  });

  describe('of a page of another origin', () => {
    const from = (origin: string, method = 'GET') =>
      sendRequest({ method, headers: { Origin: origin }, query: { method: 'getSms' } });

    it('can be read if its origin is allowed', async () => {
      for (const method of ['GET', 'PUT']) {
        expect((await from('https://app.example.com', method)).headers).toMatchObject({
          'access-control-allow-origin': 'https://app.example.com',
          'access-control-expose-headers': 'Retry-After',
          vary: 'Origin',
        });
      }
    });

    it('gets a reply to its preflight request', async () => {
      expect(await from('https://app.example.com', 'OPTIONS')).toMatchObject({
        statusCode: 200,
        headers: {
          'access-control-allow-origin': 'https://app.example.com',
          'access-control-allow-methods': 'GET, POST',
          'access-control-allow-headers': 'Content-Type',
          'access-control-max-age': '3600',
        },
        body: { codeStr: 'Ok' },
      });
    });

    it('cannot be read if its origin is not allowed', async () => {
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await from('https://evil.example.com', method);
        expect(headers).not.toHaveProperty('access-control-allow-origin');
        expect(headers).toMatchObject({ vary: 'Origin' });
      }
    });

    it('cannot be read by default, and can be read from any origin if all are allowed', async () => {
      service = startTrialService();
      const { headers } = await from('https://app.example.com');
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers).not.toHaveProperty('vary');
      service = startTrialService({ CORS_ORIGINS: '*' });
      expect((await from('https://app.example.com')).headers).toMatchObject({ 'access-control-allow-origin': '*' });
    });
  });
});

describe('An event that is not an HTTP request', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a string', 'getSms'],
    ['a number', 1],
    ['an array', []],
    ['an empty object', {}],
    ['a timer', { Type: 'Timer', TriggerName: 'daily', Time: '2026-11-23T02:00:00Z', Message: '' }],
    ['fields of other types', { httpMethod: 1, headers: 'x', queryString: 7, body: [], requestContext: null }],
  ])('%s is refused', async (_, event) => {
    const service = startTrialService();
    expect(await service.answer(event, null)).toMatchObject({ statusCode: 400, body: { msg: 'method: missing' } });
  });
});

describe('The platform', () => {
  it('does not wait for open connections', async () => {
    const context = { request_id: 'a', callbackWaitsForEmptyEventLoop: true };
    await startTrialService().answer({}, context);
    expect(context.callbackWaitsForEmptyEventLoop).toBe(false);
  });
});
