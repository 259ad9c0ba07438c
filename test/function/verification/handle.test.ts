import { beforeEach, describe, expect, it } from 'vitest';
import { startTrialService, type TrialService } from '../trial-service';

const phone = '8618566246600';
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

describe('A login with the handle of its code', () => {
  let service: TrialService;
  let handle: string;
  let code: string;

  beforeEach(async () => {
    service = startTrialService();
    ({ handle, code } = await getSms());
  });

  async function getSms() {
    const { body } = await service.get({ method: 'getSms', phone });
    return { handle: String(body.handle), code: service.messages.at(-1)?.code ?? '' };
  }
  const login = async (fields: object) => (await service.get({ method: 'login', phone, ...fields })).body;

  it('succeeds although a stranger used up the attempts of the number', async () => {
    for (let guess = 0; guess < 5; guess++) await login({ code: wrong(code) });
    expect(await login({ code })).toMatchObject({ codeStr: 'CodeHasValid' });
    expect(await login({ code, handle })).toMatchObject({ codeStr: 'Success' });
  });

  it('succeeds although a stranger requested another code', async () => {
    service.now += 30_000;
    const other = await getSms();
    expect(other.handle).not.toBe(handle);
    expect(await login({ code: wrong(code), handle })).toMatchObject({ codeStr: 'CodeIsError', attemptsLeft: 2 });
    expect(await login({ code, handle })).toMatchObject({ codeStr: 'Success' });
  });

  it('is refused if the handle is not one, and finds no code if nobody got it', async () => {
    for (const malformed of ['short', `${handle}A`, 'x'.repeat(64_000), `${handle.slice(1)};`]) {
      expect(await login({ code, handle: malformed })).toMatchObject({
        codeStr: 'InValidParam',
        msg: 'handle: not a handle, which the reply to getSms contains',
      });
    }
    expect(await login({ code, handle: 'x'.repeat(16) })).toMatchObject({ codeStr: 'CodeHasExpired' });
    expect(await login({ code, handle })).toMatchObject({ codeStr: 'Success' });
  });

  it('is repeated with the same reply, as is the request for the code', async () => {
    const again = { httpMethod: 'GET', queryString: { method: 'getSms', phone: '8618566246601' } };
    const first = await service.answer(again, { request_id: 'a' });
    expect(await service.answer(again, { request_id: 'a' })).toEqual(first);
    const right = { httpMethod: 'GET', queryString: { method: 'login', phone, code, handle } };
    const success = await service.answer(right, { request_id: 'b' });
    expect(success.body.codeStr).toBe('Success');
    expect(await service.answer(right, { request_id: 'b' })).toEqual(success);
  });

  it('is required if it is configured so', async () => {
    service = startTrialService({ CODE_HANDLE: 'required' });
    ({ handle, code } = await getSms());
    expect(await login({ code })).toMatchObject({ codeStr: 'InValidParam', msg: 'handle: missing' });
    expect(await login({ code, handle })).toMatchObject({ codeStr: 'Success' });
  });
});

describe('Wrong codes without a handle', () => {
  it('are limited to 30 for a number and calendar day', async () => {
    const service = startTrialService({ SEND_DAILY_LIMIT: '20', CODE_MAX_ATTEMPTS: '3' });
    const results: unknown[] = [];
    for (let round = 0; round < 11; round++) {
      service.now += 30_000;
      expect((await service.get({ method: 'getSms', phone })).body.codeStr).toBe('Ok');
      const code = wrong(service.messages.at(-1)?.code ?? '');
      for (let guess = 0; guess < 3; guess++)
        results.push((await service.get({ method: 'login', phone, code })).body.codeStr);
    }
    expect(results.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'CodeIsError'));
    const limited = await service.get({ method: 'login', phone, code: service.messages.at(-1)?.code ?? '' });
    const untilMidnight = 14 * 3600 - 11 * 30;
    expect(limited).toMatchObject({
      statusCode: 429,
      headers: { 'retry-after': String(untilMidnight) },
      body: { codeStr: 'LimitExceeded.WrongCodeLimit', retryAfter: untilMidnight },
    });
  });
});
