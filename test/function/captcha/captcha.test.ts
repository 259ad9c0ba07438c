import { beforeEach, describe, expect, it } from 'vitest';
import { type ApiAnswer, type ApiServer, type RawResponse, startApiServer } from '../../../local-cloud/api/api-server';
import { startTrialService, type TrialService } from '../trial-service';

const phone = '8618566246600';

describe('If a captcha is configured, a request for a code', () => {
  let answer: ApiAnswer | RawResponse;
  let api: ApiServer;
  let service: TrialService;
  let environment: Record<string, string>;

  beforeEach(async () => {
    answer = { CaptchaCode: 1, CaptchaMsg: 'OK' };
    api = await startApiServer({ findCredential: () => ({ secretKey: 'key' }), answer: () => answer });
    environment = {
      CAPTCHA_APPID: '190000000',
      CAPTCHA_SECRET: 'app secret',
      CAPTCHA_ENDPOINT: api.url,
      TENCENTCLOUD_SECRETID: 'id',
      TENCENTCLOUD_SECRETKEY: 'key',
    };
    service = startTrialService(environment);
    return () => api.stop();
  });

  const getSms = (fields = {}) =>
    service.get({ method: 'getSms', phone, ...fields }, { 'x-forwarded-for': '203.0.113.7, 11.163.0.1' });
  const solved = { ticket: 't03ticket', randstr: '@abc' };

  it('must contain both values from the captcha’s script', async () => {
    for (const fields of [{}, { ticket: 't03ticket' }, { randstr: '@abc' }, { ...solved, ticket: '' }]) {
      expect(await getSms(fields)).toMatchObject({ statusCode: 403, body: { codeStr: 'CaptchaRequired' } });
    }
    expect(api.calls).toHaveLength(0);
  });

  it('is accepted if the captcha API confirms the captcha', async () => {
    expect((await getSms(solved)).body.codeStr).toBe('Ok');
    expect(api.calls).toMatchObject([
      {
        service: 'captcha',
        action: 'DescribeCaptchaResult',
        version: '2019-07-22',
        parameters: {
          CaptchaType: 9,
          Ticket: 't03ticket',
          Randstr: '@abc',
          UserIp: '203.0.113.7',
          CaptchaAppId: 190_000_000,
          AppSecretKey: 'app secret',
        },
      },
    ]);
  });

  it('is refused before anything is counted or sent if the captcha was not solved', async () => {
    answer = { CaptchaCode: 8, CaptchaMsg: 'ticket expired' };
    expect(await getSms(solved)).toMatchObject({ statusCode: 403, body: { codeStr: 'CaptchaFailed' } });
    expect(service.log).toMatchObject([{ event: 'captcha_refused', reason: '8 ticket expired' }]);
    expect(service.messages).toHaveLength(0);
    answer = { CaptchaCode: 1 };
    expect((await getSms(solved)).body.codeStr).toBe('Ok');
  });

  it('is refused if the captcha API is unavailable', async () => {
    const failures: Array<ApiAnswer | RawResponse> = [
      { error: { code: 'InternalError', message: 'try again' } },
      (response) => response.writeHead(500).end(),
      (response) => response.destroy(),
    ];
    for (const failure of failures) {
      answer = failure;
      expect(await getSms(solved)).toMatchObject({ statusCode: 503, body: { codeStr: 'ServiceUnavailable' } });
    }
    expect(service.messages).toHaveLength(0);
    expect(service.log.map(({ event }) => event)).toEqual(failures.map(() => 'captcha_unavailable'));
    expect(service.log[0]?.reason).toBe('InternalError: try again');
    expect(service.log[2]?.reason).toMatch(/\w/);
  });

  it('is refused for an invalid number before the captcha is checked, so that no captcha is used up', async () => {
    expect((await getSms({ ...solved, phone: '861' })).body.codeStr).toBe('InValidParam');
    expect(api.calls).toHaveLength(0);
  });

  it('requires a captcha, but a login does not', async () => {
    await getSms(solved);
    const code = service.messages[0]?.code;
    expect((await service.get({ method: 'login', phone, code })).body.codeStr).toBe('Success');
  });

  it('needs one only if messages look suspicious, if it is configured so', async () => {
    service = startTrialService({ ...environment, CAPTCHA_WHEN: 'suspicious' });
    const send = (index: number, fields = {}) =>
      service.get({ method: 'getSms', phone: `861856625${6000 + index}`, ...fields });
    // The guard trips after 100 messages to a range of numbers that nobody confirms.
    for (let index = 0; index <= 100; index++) expect((await send(index)).body.codeStr).toBe('Ok');
    expect(await send(200)).toMatchObject({ statusCode: 403, body: { codeStr: 'CaptchaRequired' } });
    expect((await send(200, solved)).body.codeStr).toBe('Ok');
    answer = { CaptchaCode: 8, CaptchaMsg: 'ticket expired' };
    expect((await send(201, solved)).body.codeStr).toBe('CaptchaFailed');
    // Where nothing is suspicious, a ticket costs no call of the API.
    const calls = api.calls.length;
    expect((await service.get({ method: 'getSms', phone, ...solved })).body.codeStr).toBe('Ok');
    expect(api.calls).toHaveLength(calls);
  });
});
