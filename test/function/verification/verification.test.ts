import { beforeEach, describe, expect, it } from 'vitest';
import { startTrialService, type TrialService } from '../trial-service';

const phone = '8618566246600';
const minute = 60_000;

describe('Logging in by SMS', () => {
  let service: TrialService;

  beforeEach(() => {
    service = startTrialService();
  });

  const getSms = (fields = {}) => service.get({ method: 'getSms', phone, ...fields });
  const login = (code: string, fields = {}) => service.get({ method: 'login', phone, code, ...fields });
  const latestCode = () => service.messages.at(-1)?.code ?? '';
  const wrongCode = () => (latestCode() === '000000' ? '000001' : '000000');

  it('accepts the code of the message once', async () => {
    expect(await getSms()).toMatchObject({
      statusCode: 200,
      body: { codeStr: 'Ok', msg: 'The verification code has been sent.', expiresIn: 300, retryAfter: 30 },
    });
    expect(service.messages).toEqual([
      {
        to: '+8618566246600',
        code: latestCode(),
        text: `Your signup verification code is ${latestCode()}. Please enter it within 5 minutes. If the signup was not initiated by you, please ignore this message.`,
      },
    ]);
    expect(await login(latestCode())).toMatchObject({ statusCode: 200, body: { codeStr: 'Success' } });
    expect(await login(latestCode())).toMatchObject({ statusCode: 200, body: { codeStr: 'CodeHasValid' } });
  });

  it('recognizes a number in any notation', async () => {
    await getSms({ phone: '+86 185 6624 6600' });
    expect((await login(latestCode(), { phone: '008618566246600' })).body.codeStr).toBe('Success');
  });

  it('allows three attempts, the last of which may still succeed', async () => {
    await getSms();
    expect((await login(wrongCode())).body).toMatchObject({ codeStr: 'CodeIsError', attemptsLeft: 2 });
    expect((await login(wrongCode())).body).toMatchObject({ codeStr: 'CodeIsError', attemptsLeft: 1 });
    expect((await login(latestCode())).body.codeStr).toBe('Success');
  });

  it('accepts no code after three wrong ones', async () => {
    await getSms();
    for (let attempt = 0; attempt < 3; attempt++) await login(wrongCode());
    expect((await login(latestCode())).body.codeStr).toBe('CodeHasValid');
  });

  it('has no code before one is sent, and none after five minutes', async () => {
    expect((await login('123456')).body.codeStr).toBe('CodeHasExpired');
    await getSms();
    service.now += 5 * minute;
    expect((await login(latestCode())).body.codeStr).toBe('CodeHasExpired');
  });

  it('accepts only the latest code', async () => {
    await getSms();
    const first = latestCode();
    service.now += minute;
    await getSms();
    const answer = await login(first);
    // One run in a million generates the same code twice.
    expect(answer.body.codeStr).toBe(first === latestCode() ? 'Success' : 'CodeIsError');
  });

  it('returns the same result to a retry, and counts it once', async () => {
    await getSms();
    const event = (code: string) => ({ httpMethod: 'GET', queryString: { method: 'login', phone, code } });
    const wrong = await service.answer(event(wrongCode()), { request_id: 'a' });
    service.now += 1000;
    expect(await service.answer(event(wrongCode()), { request_id: 'a' })).toEqual(wrong);
    const right = await service.answer(event(latestCode()), { request_id: 'b' });
    service.now += 1000;
    expect(right.body.codeStr).toBe('Success');
    expect(await service.answer(event(latestCode()), { request_id: 'b' })).toEqual(right);
    expect((await login(latestCode())).body.codeStr).toBe('CodeHasValid');
  });

  it('does not take another code for a retry, although the request has the same ID', async () => {
    await getSms();
    const event = (code: string) => ({ httpMethod: 'GET', queryString: { method: 'login', phone, code } });
    await service.answer(event(latestCode()), { request_id: 'a' });
    expect((await service.answer(event(wrongCode()), { request_id: 'a' })).body.codeStr).toBe('CodeHasValid');
  });

  it('sends one message for a retried request', async () => {
    const event = { httpMethod: 'GET', queryString: { method: 'getSms', phone } };
    const first = await service.answer(event, { request_id: 'a' });
    expect(await service.answer(event, { request_id: 'a' })).toEqual(first);
    expect(service.messages).toHaveLength(1);
    expect((await login(latestCode())).body.codeStr).toBe('Success');
  });

  it('accepts one of many parallel right codes, and counts three of many wrong ones', async () => {
    await getSms();
    const right = await Promise.all(Array.from({ length: 100 }, () => login(latestCode())));
    expect(right.filter(({ body }) => body.codeStr === 'Success')).toHaveLength(1);
    service.now += minute;
    await getSms();
    const wrong = await Promise.all(Array.from({ length: 100 }, () => login(wrongCode())));
    expect(wrong.filter(({ body }) => body.codeStr === 'CodeIsError')).toHaveLength(3);
  });

  describe('is limited', () => {
    it('to a message in 30 seconds', async () => {
      await getSms();
      service.now += 12_500;
      expect(await getSms()).toMatchObject({
        statusCode: 429,
        headers: { 'retry-after': '18' },
        body: { codeStr: 'LimitExceeded.PhoneNumberThirtySecondLimit', retryAfter: 18 },
      });
      service.now += 18_000;
      expect((await getSms()).body.codeStr).toBe('Ok');
      expect(service.messages).toHaveLength(2);
    });

    it('to ten messages a day in the time zone of Shanghai', async () => {
      // The last reply must not differ, since it would tell how many messages the number had today.
      for (let sent = 0; sent < 10; sent++) {
        expect((await getSms()).body).toMatchObject({ codeStr: 'Ok', retryAfter: 30 });
        service.now += minute;
      }
      expect(await getSms()).toMatchObject({
        statusCode: 429,
        body: { codeStr: 'LimitExceeded.PhoneNumberDailyLimit', retryAfter: 14 * 3600 - 10 * 60 },
      });
      service.now = Date.UTC(2026, 10, 23, 16);
      expect((await getSms()).body.codeStr).toBe('Ok');
    });

    it('by client address, over all numbers', async () => {
      service = startTrialService({ SEND_ADDRESS_LIMIT: '3', SEND_ADDRESS_WINDOW_SECONDS: '600' });
      const from = (address: string, number: number) =>
        service.get(
          { method: 'getSms', phone: `86185662466${number}` },
          { 'X-Forwarded-For': `${address}, 11.163.0.1` },
        );
      for (let sent = 0; sent < 3; sent++) expect((await from('203.0.113.7', 10 + sent)).body.codeStr).toBe('Ok');
      expect(await from('203.0.113.7', 20)).toMatchObject({
        statusCode: 429,
        headers: { 'retry-after': '610' },
        body: { codeStr: 'LimitExceeded.ClientAddressLimit', retryAfter: 610 },
      });
      expect((await from('203.0.113.8', 21)).body.codeStr).toBe('Ok');
      service.now += 610_000;
      expect((await from('203.0.113.7', 22)).body.codeStr).toBe('Ok');
    });
  });

  describe('can be set', () => {
    it('in minutes, attempts, interval, messages a day and countries', async () => {
      service = startTrialService({
        CODE_TTL_MINUTES: '2',
        CODE_MAX_ATTEMPTS: '1',
        SEND_INTERVAL_SECONDS: '60',
        SEND_DAILY_LIMIT: '2',
        SEND_TIMEZONE: 'UTC',
        ALLOWED_COUNTRY_CODES: '852',
      });
      const hongKong = { phone: '85251234567' };
      expect((await getSms()).body.msg).toContain('Supported country codes: 852.');
      expect((await getSms(hongKong)).body).toMatchObject({ codeStr: 'Ok', expiresIn: 120, retryAfter: 60 });
      expect(service.messages[0]?.text).toContain('within 2 minutes');
      expect((await login(wrongCode(), hongKong)).body).toMatchObject({ codeStr: 'CodeIsError', attemptsLeft: 0 });
      expect((await login(latestCode(), hongKong)).body.codeStr).toBe('CodeHasValid');
      service.now += minute;
      expect((await getSms(hongKong)).body).toMatchObject({ codeStr: 'Ok', retryAfter: 60 });
      service.now += minute;
      expect((await getSms(hongKong)).body.codeStr).toBe('LimitExceeded.PhoneNumberDailyLimit');
    });
  });
});
