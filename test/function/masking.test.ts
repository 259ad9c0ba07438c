import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEventProbe } from '../../function/http/event-probe';
import { createHandler } from '../../function/http/handler';
import { createMask, maskOutcome } from '../../function/masking';
import { documented } from '../support/documented-handler';
import { newSessionKey } from '../support/session-keys';
import { startTrialService, type TrialReply, type TrialService } from './trial-service';

const sessionKey = newSessionKey();
const secrets = {
  REDIS_PASSWORD: 'planted "redis" password',
  CODE_SECRET: 'planted secret of the codes',
  SESSION_KEYS: sessionKey,
  CAPTCHA_SECRET: 'planted/captcha+secret',
  TENCENTCLOUD_SECRETID: 'plantedSecretId',
  TENCENTCLOUD_SECRETKEY: 'plantedSecretKey',
  TENCENTCLOUD_SESSIONTOKEN: 'plantedSessionToken',
};
const request = { phone: '+86 185 66 24 66 00', ticket: 't03"ticket', randstr: '@abc', code: '042137' };
const address = '203.0.113.7';
const ipv6Address = '2001:db8:a:b::c';

/** What must not get into the log or a reply, in any writing. */
const planted = /planted|MIGHAgEA|t03|ticket"|@abc|%40abc|042137|203\.0\.113|185.{0,3}66.{0,3}24|8566246600|6624|6600/;

describe('The texts of others are masked:', () => {
  const mask = createMask({ ...secrets, SMS_SIGN: 'Test demo' });

  it.each([
    ['of +8618566246600', 'of +****'],
    ['86 185 6624 6600, (185) 66-24-66-00 and 185.66.24.66.00', '****, (**** and ****'],
    ['１８５６６２４６６００', '****'],
    ['code 042137 or 1234', 'code **** or ****'],
    ['12 of 100 within 3 s, at 10.0.0.5', '12 of 100 within 3 s, at 10.0.0.5'],
    ['connect ECONNREFUSED 10.0.0.5:6379', 'connect ECONNREFUSED 10.0.0.5:****'],
    ['Test demo', 'Test demo'],
    ['key plantedSecretKey.', 'key ****.'],
    ['{"password":"planted \\"redis\\" password"}', '{"password":"****"}'],
    ['secret=planted%2Fcaptcha%2Bsecret&x=1', 'secret=****&x=1'],
    ['planted+secret+of+the+codes, planted%20secret%20of%20the%20codes', '****, ****'],
  ])('%s', (found, masked) => {
    expect(mask(found, [])).toBe(masked);
  });

  it('with the values of the request, but not with short ones, which are parts of words', () => {
    expect(mask('Ticket "t03\\"ticket" of @abc is bad', ['t03"ticket', '@abc', 'bad'])).toBe(
      'Ticket "****" of **** is bad',
    );
    expect(mask('\ud800 x', ['\ud800 x y z'])).toBe('\ud800 x');
  });

  it('with a secret that contains another one', () => {
    const environment = { CODE_SECRET: 'abcdefgh', SESSION_KEYS: 'abcdefgh and more' };
    expect(createMask(environment)('abcdefgh and more', [])).toBe('****');
  });

  it('with the credentials of the role that are valid now', () => {
    const environment = { ...secrets };
    const maskNow = createMask(environment);
    environment.TENCENTCLOUD_SESSIONTOKEN = 'renewedToken';
    expect(maskNow('renewedToken', [])).toBe('****');
  });

  it('but not the positions in a stack trace', () => {
    const stack = 'Error: 12345\n    at run (/var/user/index.js:1:48213)\n    at /var/user/index.js:1:48213';
    expect(mask(stack, [])).toBe(stack.replace('12345', '****'));
    expect(mask('index.js:1:042137 is wrong', [])).toBe('index.js:1:**** is wrong');
  });
});

describe('The error code of the SMS API', () => {
  const codeFor = (apiCode: string) =>
    maskOutcome({ codeStr: 'SendRefused', apiCode, reason: 'because' }, createMask(secrets), () => ['FailedOperation']);

  it.each(['LimitExceeded.PhoneNumberDailyLimit', 'FailedOperation', 'InvalidParameterValue.Template123.X9'])(
    '%s is passed on',
    (apiCode) => {
      expect(codeFor(apiCode)).toEqual({ codeStr: 'SendRefused', apiCode, reason: 'because' });
    },
  );

  it.each([
    ['+8618566246600', '+****: because'],
    ['LimitExceeded.8618566246600', 'LimitExceeded.****: because'],
    ['LimitExceeded.plantedSecretId', 'LimitExceeded.****: because'],
    ['Failed Operation', 'Failed Operation: because'],
    ['<b>', '<b>: because'],
    ['Ok', 'Ok: because'],
    ['Success', 'Success: because'],
    ['', ': because'],
    ['A'.repeat(101), `${'A'.repeat(101)}: because`],
  ])('%j is replaced, and logged masked', (apiCode, reason) => {
    expect(codeFor(apiCode)).toEqual({ codeStr: 'SendRefused', apiCode: 'FailedOperation', reason });
  });
});

/** Sends a request of a client, by its address, to a service. */
const send = (service: TrialService, method: string) =>
  service.answer(
    { httpMethod: 'GET', queryString: { method, ...request }, requestContext: { sourceIp: address } },
    { request_id: 'a' },
  );

/** Returns all that a service wrote and replied, without the masked number. */
const outputOf = (service: TrialService, reply: TrialReply) =>
  `${service.lines.join('\n')}\n${JSON.stringify(reply)}`.replaceAll('+86185****6600', '');

/** Starts a server, which is stopped with its connections at the end of the test. */
async function listen(server: Server): Promise<number> {
  const sockets = new Set<{ destroy(): unknown }>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** Writes the reply of an API that repeats the whole request. */
type Echo = (received: string, write: (body: string) => void) => void;
const json = (response: object) => JSON.stringify({ Response: { ...response, RequestId: 'c6af9ac6' } });
const echoes: ReadonlyArray<readonly [place: string, echo: Echo]> = [
  ['the code and the message of an error', (all, write) => write(json({ Error: { Code: all, Message: all } }))],
  ['the message of an error', (all, write) => write(json({ Error: { Code: 'FailedOperation.X', Message: all } }))],
  [
    'the status of a message or of a captcha',
    (all, write) => write(json({ SendStatusSet: [{ Code: all, Message: all }], CaptchaCode: 8, CaptchaMsg: all })),
  ],
  ['a reply that is not JSON', (all, write) => write(`<html>${all}</html>`)],
];

describe.each(echoes)('What an API repeats in %s', (_, echo) => {
  it.each(['sms', 'captcha'])('reaches neither the log nor the client: API %s', async (echoing) => {
    const received: string[] = [];
    const server = createHttpServer(async (request, response) => {
      const body = await text(request);
      const isCaptcha = request.headers['x-tc-action'] === 'DescribeCaptchaResult';
      const write = (content: string) => response.setHeader('content-type', 'application/json').end(content);
      if (isCaptcha && echoing !== 'captcha') return write(json({ CaptchaCode: 1 }));
      received.push(`${JSON.stringify(request.headers)} ${body}`);
      return echo(`${JSON.stringify(request.headers)} ${body}`, write);
    });
    const url = `http://127.0.0.1:${await listen(server)}`;
    const service = startTrialService({
      ...secrets,
      SMS_SENDER: 'tencentcloud',
      SMS_SDKAPPID: '1400006666',
      SMS_TEMPLATE_ID: '1110000',
      SMS_SIGN: 'Test demo',
      SMS_ENDPOINT: url,
      CAPTCHA_APPID: '190000000',
      CAPTCHA_ENDPOINT: url,
    });
    const reply = await send(service, 'getSms');
    expect(received).toHaveLength(1);
    expect(received.join()).toMatch(
      echoing === 'sms' ? /plantedSessionToken.*8618566246600/ : /ticket.*203\.0\.113\.7/,
    );
    const { TemplateParamSet: [sentCode = ''] = [] } = JSON.parse(received[0]?.replace(/^\{.*?\} /, '') ?? '{}');
    expect(service.log.map(({ event }) => event)).toEqual([expect.stringMatching(/(_refused|_unavailable)$/)]);
    expect(outputOf(service, reply)).not.toMatch(planted);
    if (echoing === 'sms') expect(sentCode).toMatch(/^\d{6}$/);
    if (echoing === 'sms') expect(outputOf(service, reply)).not.toContain(sentCode);
    expect(reply.body.codeStr).toMatch(/^(FailedOperation(\.X)?|CaptchaFailed|ServiceUnavailable)$/);
  });
});

describe('What Redis repeats in its errors', () => {
  it.each([
    ['auth', 'getSms', 'planted "redis" password'],
    ['evalsha', 'getSms', '+8618566246600'],
    ['evalsha', 'login', '+8618566246600'],
  ])('reaches neither the log nor the client: %s at %s', async (command, method, expected) => {
    let received = '';
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (data) => {
        received += data;
        if (!String(data).includes(command)) return socket.write('+OK\r\n');
        socket.write(
          `-ERR unknown command ${JSON.stringify(String(data))} ${String(data).replaceAll(/\s+/g, ' ')}\r\n`,
        );
      });
    });
    const service = startTrialService({
      ...secrets,
      CAPTCHA_SECRET: '',
      CODE_STORE: 'redis',
      REDIS_HOST: '127.0.0.1',
      REDIS_PORT: String(await listen(server)),
    });
    const reply = await send(service, method);
    expect(received).toContain(expected);
    expect(service.log).toMatchObject([
      { event: 'store_unavailable', reason: expect.stringContaining('unknown command') },
    ]);
    expect(outputOf(service, reply)).not.toMatch(planted);
  });
});

describe('What an unexpected error repeats', () => {
  it('reaches neither the log nor the client', async () => {
    const fail = async (fields: object) => {
      throw new Error(`Unexpected: ${JSON.stringify(fields)} ${Object.values(secrets).join()} 2001:db8:a:b::/64`);
    };
    const logged: unknown[] = [];
    const handle = documented(
      createHandler({
        verification: { getSms: fail, login: fail },
        corsOrigins: [],
        trustedProxies: [],
        mask: createMask(secrets),
        log: (entry) => logged.push(entry.outcome),
        probe: createEventProbe({ now: Date.now, tagAddress: () => '' }),
        supportQuery: { answer: () => undefined },
      }),
    );
    for (const [method, sourceIp] of [
      ['getSms', address],
      ['login', ipv6Address],
    ]) {
      const event = { httpMethod: 'GET', requestContext: { sourceIp } };
      const reply = await handle({ ...event, queryString: { method, ...request } });
      expect(JSON.parse(reply.body)).toMatchObject({ codeStr: 'InternalError' });
      expect(reply.body).not.toMatch(planted);
    }
    expect(logged).toMatchObject([{ reason: expect.stringContaining('Unexpected') }, { codeStr: 'InternalError' }]);
    expect(JSON.stringify(logged)).not.toMatch(planted);
    expect(JSON.stringify(logged[1])).not.toContain('db8');
  });
});
