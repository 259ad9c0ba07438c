import { createServer } from 'node:net';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readApiEndpoint } from '../../../function/configuration/api-endpoint';
import type { TencentCloudSmsSettings } from '../../../function/configuration/configuration';
import type { Destinations } from '../../../function/configuration/destinations';
import type { SmsSender } from '../../../function/sms/sms-sender';
import * as written from '../../../function/sms/tencent-cloud-sender';
import { type ApiAnswer, type ApiServer, type RawResponse, startApiServer } from '../../../local-cloud/api/api-server';
import { loadBundled } from '../../support/load-bundled';

const message = { to: '+8618566246600', countryCode: '86', code: '012345', minutes: 5 };
const status = (code: string, text: string): ApiAnswer => ({
  SendStatusSet: [{ Code: code, Message: text, SerialNo: '' }],
});
const sent = status('Ok', 'send success');

describe.each([
  { form: 'as written', load: async () => written },
  { form: 'as bundled', load: () => loadBundled<typeof written>('function/sms/tencent-cloud-sender') },
])('The Tencent Cloud sender, $form', { timeout: 15_000 }, ({ load }) => {
  let createTencentCloudSender: typeof written.createTencentCloudSender;
  beforeAll(async () => {
    ({ createTencentCloudSender } = await load());
  });

  let environment: Record<string, string | undefined>;
  let credentials: Map<string, { secretKey: string; token?: string }>;
  let answer: ApiAnswer | RawResponse;
  let clock: number;
  let api: ApiServer;
  let sender: SmsSender;

  beforeEach(async () => {
    environment = { TENCENTCLOUD_SECRETID: 'id', TENCENTCLOUD_SECRETKEY: 'key', TENCENTCLOUD_SESSIONTOKEN: 'token' };
    credentials = new Map([['id', { secretKey: 'key', token: 'token' }]]);
    answer = sent;
    clock = Date.now();
    api = await startApiServer({ findCredential: (id) => credentials.get(id), answer: () => answer });
    sender = createSender(api.url);
    return () => api.stop();
  });

  function createSender(
    endpoint: string,
    { destinations, ...changes }: Partial<TencentCloudSmsSettings> & { readonly destinations?: Destinations } = {},
  ): SmsSender {
    const settings: TencentCloudSmsSettings = {
      sdkAppId: '1400006666',
      sign: '测试',
      templateId: '1110000',
      templateParameters: ['code', 'minutes'],
      region: 'ap-nanjing',
      endpoint: readApiEndpoint(endpoint) ?? {},
      ...changes,
    };
    return createTencentCloudSender({ settings, destinations, environment, now: () => clock });
  }

  it('calls SendSms with the configured settings', async () => {
    expect(await sender.send(message)).toEqual({ result: 'sent' });
    expect(api.calls).toEqual([
      {
        service: 'sms',
        action: 'SendSms',
        version: '2021-01-11',
        region: 'ap-nanjing',
        secretId: 'id',
        parameters: {
          PhoneNumberSet: ['+8618566246600'],
          SmsSdkAppId: '1400006666',
          SignName: '测试',
          TemplateId: '1110000',
          TemplateParamSet: ['012345', '5'],
        },
      },
    ]);
  });

  it('fills templates that have other parameters', async () => {
    await createSender(api.url, { templateParameters: ['code'], sign: '' }).send(message);
    await createSender(api.url, { templateParameters: ['minutes', 'code'] }).send(message);
    expect(api.calls.map(({ parameters }) => parameters.TemplateParamSet)).toEqual([['012345'], ['5', '012345']]);
    expect(api.calls[0]?.parameters).not.toHaveProperty('SignName');
  });

  it('takes the template and the signature of the country that a message goes to', async () => {
    const destinations: Destinations = {
      '852': { templateId: '1111', sign: 'Demo', language: 'en' },
      '65': { templateId: '1112', sign: '', language: 'en' },
    };
    const toCountries = createSender(api.url, { destinations });
    await toCountries.send({ ...message, to: '+85251234567', countryCode: '852' });
    await toCountries.send({ ...message, to: '+6581234567', countryCode: '65' });
    await toCountries.send(message);
    const sent = api.calls.map(({ parameters: { TemplateId, SignName } }) => ({ TemplateId, SignName }));
    expect(sent).toEqual([
      { TemplateId: '1111', SignName: 'Demo' },
      { TemplateId: '1112', SignName: undefined },
      { TemplateId: '1110000', SignName: '测试' },
    ]);
  });

  it('reuses its connection', async () => {
    for (let number = 0; number < 5; number++) await sender.send(message);
    expect(api.connections).toBe(1);
  });

  it('does not reuse a connection that servers may have closed, which close idle ones after 5 s', async () => {
    await sender.send(message);
    clock += 4900;
    expect(await sender.send(message)).toEqual({ result: 'sent' });
    expect(api.connections).toBe(2);
  });

  it('uses new credentials as soon as the process environment has them', async () => {
    await sender.send(message);
    credentials.clear();
    credentials.set('new id', { secretKey: 'new key' });
    Object.assign(environment, { TENCENTCLOUD_SECRETID: 'new id', TENCENTCLOUD_SECRETKEY: 'new key' });
    environment.TENCENTCLOUD_SESSIONTOKEN = undefined;
    expect(await sender.send(message)).toEqual({ result: 'sent' });
  });

  it('throws an error that names the missing variables if there are no credentials', async () => {
    environment.TENCENTCLOUD_SECRETKEY = '';
    await expect(sender.send(message)).rejects.toThrow(
      /TENCENTCLOUD_SECRETKEY are not set: give the function an execution/,
    );
  });

  describe('reports that the API refuses', () => {
    it('a number, with the API code of its send status', async () => {
      answer = status('LimitExceeded.PhoneNumberDailyLimit', 'the daily limit is reached');
      expect(await sender.send(message)).toEqual({
        result: 'limited',
        apiCode: 'LimitExceeded.PhoneNumberDailyLimit',
        reason: 'the daily limit is reached',
        retryAfter: expect.any(Number),
      });
    });

    it("a call, with the error's API code", async () => {
      answer = { error: { code: 'FailedOperation.InsufficientBalanceInSmsPackage', message: 'package used up' } };
      expect(await sender.send(message)).toEqual({
        result: 'refused',
        apiCode: 'FailedOperation.InsufficientBalanceInSmsPackage',
        reason: 'package used up',
      });
    });

    it.each([
      [
        'a wrong secret key',
        () => credentials.set('id', { secretKey: 'another', token: 'token' }),
        'AuthFailure.SignatureFailure',
      ],
      [
        'a wrong token',
        () => credentials.set('id', { secretKey: 'key', token: 'another' }),
        'AuthFailure.TokenFailure',
      ],
      ['an unknown secret ID', () => credentials.clear(), 'AuthFailure.SecretIdNotFound'],
    ])('%s', async (_, invalidate, apiCode) => {
      invalidate();
      expect(await sender.send(message)).toMatchObject({ result: 'refused', apiCode });
    });
  });

  describe('reports that the message may arrive if the API', () => {
    it.each<[string, ApiAnswer | RawResponse]>([
      ['replies with 500', (response) => response.writeHead(500).end('no')],
      [
        'replies with an HTML page',
        (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      ],
      ['replies with an empty body', (response) => response.writeHead(200).end()],
      ['replies without a send status', {}],
      ['replies with an empty list', { SendStatusSet: [] }],
      ['closes the connection', (response) => response.destroy()],
      [
        'closes the connection in the middle of the reply',
        (response) => {
          response.writeHead(200, { 'content-length': '1000' });
          response.write('{"Response":', () => response.destroy());
        },
      ],
      [
        'replies with an error after which the message may have been sent',
        { error: { code: 'InternalError.Timeout', message: 'downstream' } },
      ],
      [
        'replies with a send status after which the message may have been sent',
        status('InternalError.SendAndRecvFail', 'downstream'),
      ],
    ])('%s', async (_, rawResponse) => {
      answer = rawResponse;
      expect(await sender.send(message)).toEqual({ result: 'unanswered', reason: expect.stringMatching(/./) });
    });

    it('does not reply for five seconds', async () => {
      answer = () => {};
      const startedAt = performance.now();
      expect(await sender.send(message)).toMatchObject({ result: 'unanswered' });
      expect(performance.now() - startedAt).toBeGreaterThan(4900);
    });
  });

  it('reports that the API cannot be reached', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    expect(await createSender(`http://127.0.0.1:${port}`).send(message)).toMatchObject({ result: 'unreachable' });
  });

  it('keeps credentials out of its results', async () => {
    environment.TENCENTCLOUD_SECRETKEY = 'planted-secret-key';
    const results = [await sender.send(message)];
    answer = (response) => response.destroy();
    results.push(await sender.send(message));
    expect(JSON.stringify(results)).not.toMatch(/planted|012345/);
  });
});
