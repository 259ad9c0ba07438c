import { beforeEach, describe, expect, it } from 'vitest';
import { type ApiAnswer, type ApiServer, type RawResponse, startApiServer } from '../../../local-cloud/api/api-server';
import { startTrialService, type TrialService } from '../trial-service';

const phone = '8618566246600';
const sent: ApiAnswer = { SendStatusSet: [{ Code: 'Ok' }] };
const refused = (Code: string): ApiAnswer => ({ SendStatusSet: [{ Code, Message: `+${phone} had enough` }] });

describe('When the SMS API', () => {
  let answer: ApiAnswer | RawResponse;
  let api: ApiServer;
  let environment: Record<string, string>;
  let service: TrialService;

  beforeEach(async () => {
    api = await startApiServer({ findCredential: () => ({ secretKey: 'key' }), answer: () => answer });
    environment = {
      SMS_SENDER: 'tencentcloud',
      SMS_SDKAPPID: '1400006666',
      SMS_TEMPLATE_ID: '1110000',
      SMS_SIGN: 'Test demo',
      SMS_ENDPOINT: api.url,
      SEND_DAILY_LIMIT: '2',
      SEND_ADDRESS_LIMIT: '2',
      TENCENTCLOUD_SECRETID: 'id',
      TENCENTCLOUD_SECRETKEY: 'key',
    };
    service = startTrialService(environment);
    return () => api.stop();
  });

  const getSms = () => service.get({ method: 'getSms', phone });
  const login = (code: string) => service.get({ method: 'login', phone, code });
  const sentCode = () => String(Object(api.calls.at(-1)?.parameters.TemplateParamSet)[0]);

  it('accepts the message, its code logs the user in', async () => {
    answer = sent;
    expect((await getSms()).body.codeStr).toBe('Ok');
    expect((await login(sentCode())).body.codeStr).toBe('Success');
  });

  it.each([
    {
      cause: 'for a reason that the operator has to know',
      apiCode: 'LimitExceeded.AppDailyLimit',
      event: 'send_refused',
      reply: { statusCode: 502, body: { msg: 'The message could not be sent. (LimitExceeded.AppDailyLimit)' } },
    },
    {
      cause: 'because of a limit of its own for the number',
      apiCode: 'LimitExceeded.PhoneNumberOneHourLimit',
      event: 'send_limited',
      reply: {
        statusCode: 429,
        headers: { 'retry-after': '3600' },
        body: {
          msg: 'Too many codes were sent to this number lately. Please try again later.',
          retryAfter: 3600,
        },
      },
    },
    {
      cause: 'because its day for the number is full',
      apiCode: 'LimitExceeded.PhoneNumberDailyLimit',
      event: 'send_limited',
      // It is 10:00 in Shanghai.
      reply: { statusCode: 429, headers: { 'retry-after': '50400' }, body: { retryAfter: 14 * 3600 } },
    },
    {
      cause: 'because it sends nothing to the number',
      apiCode: 'FailedOperation.PhoneNumberInBlacklist',
      event: 'number_refused',
      reply: {
        statusCode: 400,
        body: { msg: 'No messages can be sent to this number. Please check it, or use another one.' },
      },
    },
  ])(
    'refuses the message $cause, the client gets its error code, and neither the code nor the message counts',
    async ({ apiCode, event, reply }) => {
      answer = refused(apiCode);
      for (let attempt = 0; attempt < 5; attempt++) {
        expect(await getSms()).toMatchObject({ ...reply, body: { ...reply.body, codeStr: apiCode } });
      }
      expect(service.log.at(-1)).toMatchObject({ event, result: apiCode, reason: '+**** had enough' });
      expect((await login(sentCode())).body.codeStr).toBe('CodeHasExpired');
      answer = sent;
      expect((await getSms()).body.codeStr).toBe('Ok');
    },
  );

  it('does not know whether it sent the message, the message counts and the code stays valid', async () => {
    answer = refused('InternalError.Timeout');
    expect(await getSms()).toMatchObject({ statusCode: 503, body: { codeStr: 'ServiceUnavailable', retryAfter: 30 } });
    expect((await login(sentCode())).body.codeStr).toBe('Success');
  });

  it('cannot be reached, the message does not count', async () => {
    await api.stop();
    for (let attempt = 0; attempt < 5; attempt++) {
      const { statusCode, body } = await getSms();
      expect({ statusCode, body }).toEqual({
        statusCode: 503,
        body: { codeStr: 'ServiceUnavailable', msg: 'The service is unavailable at the moment. Please try again.' },
      });
    }
  });

  it('does not reply, the message counts and the code stays valid', async () => {
    answer = (response) => response.destroy();
    expect(await getSms()).toMatchObject({
      statusCode: 503,
      headers: { 'retry-after': '30' },
      body: { codeStr: 'ServiceUnavailable', msg: expect.stringContaining('may still arrive'), retryAfter: 30 },
    });
    expect((await getSms()).body.codeStr).toBe('LimitExceeded.PhoneNumberThirtySecondLimit');
    expect((await login(sentCode())).body.codeStr).toBe('Success');
  });

  it('cannot be called without credentials, the log explains the internal error, and the message does not count', async () => {
    service = startTrialService({ ...environment, TENCENTCLOUD_SECRETID: '' });
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await getSms()).toMatchObject({
        statusCode: 500,
        body: { codeStr: 'InternalError', msg: 'Something went wrong on our side.' },
      });
    }
    expect(service.log[0]).toMatchObject({
      event: 'internal_error',
      reason: expect.stringContaining('give the function an execution role'),
    });
  });
});
