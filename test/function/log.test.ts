import { describe, expect, it } from 'vitest';
import { createLog, type LogEntry } from '../../function/log';
import { attemptLimitCodes } from '../../function/verification/outcome';
import { newSessionKey } from '../support/session-keys';
import { morning, startTrialService } from './trial-service';

const phone = '8618566246600';

describe('The log', () => {
  it('has a line of JSON for each request, with its ID, its duration and the masked number', async () => {
    const service = startTrialService();
    const startedAt = performance.now();
    let asked = 0;
    const ask = (queryString: object) =>
      service.answer({ httpMethod: 'GET', queryString }, { request_id: `c6af9ac6-${++asked}` });
    await ask({ method: 'getSms', phone });
    const code = service.messages[0]?.code;
    await ask({ method: 'getSms', phone });
    await ask({ method: 'login', phone, code: '12' });
    await ask({ method: 'login', phone });
    await ask({ method: 'login', phone, code });
    await ask({ method: 'login', phone, code });
    await ask({ method: 'getSms', phone: '861' });

    const elapsedMs = performance.now() - startedAt;
    for (const { durationMs } of service.log) expect(durationMs).toBeLessThanOrEqual(elapsedMs);
    expect(service.log.map(({ requestId }) => requestId)).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `c6af9ac6-${n}`));
    const anyId = expect.any(String);
    const common = { time: '2026-11-23T02:00:00.000Z', requestId: anyId, durationMs: expect.any(Number) };
    const about = {
      ...common,
      phone: '+86185****6600',
      country: '86',
      numberId: expect.stringMatching(/^[\da-f]{16}$/),
    };
    expect(service.log).toEqual([
      { ...about, event: 'code_sent' },
      { ...about, event: 'send_limited', result: 'LimitExceeded.PhoneNumberThirtySecondLimit' },
      { ...about, event: 'request_refused', field: 'code', rule: 'malformed' },
      { ...about, event: 'request_refused', field: 'code', rule: 'missing' },
      { ...about, event: 'code_checked', result: 'Success' },
      { ...about, event: 'code_checked', result: 'CodeHasValid' },
      { ...common, event: 'request_refused', field: 'phone', rule: 'malformed' },
    ]);
  });

  it('tells numbers apart that look the same when they are masked, also between instances, and only with the key', async () => {
    const idsWith = async (secret: string, ...phones: readonly string[]) => {
      const service = startTrialService({ CODE_SECRET: secret, ALLOWED_COUNTRY_CODES: '86,852' });
      for (const phone of phones) await service.get({ method: 'login', phone, code: '123456' });
      return service.log.map(({ numberId }) => numberId);
    };
    const service = startTrialService({ ALLOWED_COUNTRY_CODES: '86,852' });
    for (const phone of ['8618566246600', '8618500006600', '85251234567'])
      await service.get({ method: 'login', phone, code: '123456' });
    expect(service.log.map(({ phone, country }) => [phone, country])).toEqual([
      ['+86185****6600', '86'],
      ['+86185****6600', '86'],
      ['+852****4567', '852'],
    ]);
    expect(new Set(service.log.map(({ numberId }) => numberId)).size).toBe(3);

    const [id, again, other] = await idsWith('a secret of the function', phone, `+${phone}`, '8618500006600');
    expect(again).toBe(id);
    expect(other).not.toBe(id);
    expect(await idsWith('a secret of the function', phone)).toEqual([id]);
    expect(await idsWith('another secret of the function', phone)).not.toEqual([id]);
  });

  it('generates a request ID if the platform provides none', async () => {
    const service = startTrialService();
    await service.answer({}, undefined);
    await service.answer({}, { request_id: 5 });
    const ids = service.log.map(({ requestId }) => requestId);
    expect(new Set(ids).size).toBe(2);
    expect(ids).toEqual([expect.stringMatching(/^[\da-f-]{36}$/), expect.stringMatching(/^[\da-f-]{36}$/)]);
  });

  it('never contains a full number, a code or a token', async () => {
    const planted = newSessionKey();
    const service = startTrialService({ SESSION_KEYS: planted });
    await service.get({ method: 'getSms', phone });
    const code = service.messages[0]?.code ?? '';
    const { body } = await service.get({ method: 'login', phone, code });
    await service.get({ method: 'login', phone, code: '999999' });
    const written = service.log.map((line) => JSON.stringify(line)).join('\n');
    for (const secret of [phone, '18566246600', code, String(body.token), planted, '999999']) {
      expect(written).not.toContain(secret);
    }
  });

  it('tells once when the guard trips, and when the daily budget is used', async () => {
    const service = startTrialService({ SEND_DAILY_BUDGET: '150' });
    for (let index = 0; index < 130; index++) {
      await service.get({ method: 'getSms', phone: `86185${index < 110 ? '0000' : 1000 + index}${6000 + index}` });
    }
    const notices = service.log.filter(({ requestId }) => requestId === undefined);
    expect(notices).toEqual([
      { event: 'range_guard_tripped', time: '2026-11-23T02:00:00.000Z' },
      { event: 'budget_nearly_used', time: '2026-11-23T02:00:00.000Z' },
    ]);
    expect(service.log.at(-1)).toMatchObject({ event: 'send_limited', result: 'LimitExceeded.TotalLimit' });
  });

  it('warns if the key for codes is derived from the password of Redis', () => {
    const redis = { CODE_STORE: 'redis', REDIS_HOST: 'redis.internal', REDIS_PASSWORD: 'password of redis' };
    expect(startTrialService(redis).log).toMatchObject([{ event: 'code_secret_not_set' }]);
    expect(startTrialService({ ...redis, CODE_SECRET: 'sixteen characters' }).log).toEqual([]);
    expect(startTrialService().log).toEqual([]);
  });

  it('has a tag of the counted address, from which nobody can tell the address', async () => {
    const service = startTrialService({ CODE_SECRET: 'a secret of the function' });
    const from = (sourceIp: string) => service.answer({ httpMethod: 'GET', requestContext: { sourceIp } });
    for (const address of ['203.0.113.7', '2001:db8:1:2::1', '2001:db8:1:2::2', '10.0.0.1']) await from(address);
    await service.answer({ httpMethod: 'GET', requestContext: { sourceIp: ['203.0.113.7'] } });
    const [tag, network, sameNetwork, ...unknown] = service.log.map(({ address }) => address);
    expect([tag, network]).toEqual([expect.stringMatching(/^[\w-]{8}$/), expect.stringMatching(/^[\w-]{8}$/)]);
    expect(tag).not.toBe(network);
    expect(sameNetwork).toBe(network);
    expect(unknown).toEqual([undefined, undefined]);
  });

  const describedAs: Array<[LogEntry['outcome'], object]> = [
    [
      { codeStr: 'SendRefused', apiCode: 'LimitExceeded.X', reason: 'for +****' },
      { event: 'send_refused', result: 'LimitExceeded.X', reason: 'for +****' },
    ],
    [
      { codeStr: 'LimitExceeded.PhoneNumberDailyLimit', retryAfter: 60, reason: 'for +****' },
      { event: 'send_limited', result: 'LimitExceeded.PhoneNumberDailyLimit', reason: 'for +****' },
    ],
    [
      { codeStr: attemptLimitCodes.attempts, retryAfter: 60 },
      { event: 'code_checked', result: attemptLimitCodes.attempts },
    ],
    [
      { codeStr: 'InvalidParameterValue.IncorrectPhoneNumber', reason: 'for +****' },
      { event: 'number_refused', result: 'InvalidParameterValue.IncorrectPhoneNumber', reason: 'for +****' },
    ],
    [
      { codeStr: 'ServiceUnavailable', part: 'store', reason: 'away' },
      { event: 'store_unavailable', reason: 'away' },
    ],
    [
      { codeStr: 'ServiceUnavailable', part: 'sms', reason: 'late' },
      { event: 'sms_unavailable', reason: 'late' },
    ],
    [
      { codeStr: 'CaptchaFailed', reason: '8 ticket expired' },
      { event: 'captcha_refused', result: 'CaptchaFailed', reason: '8 ticket expired' },
    ],
    [{ codeStr: 'CaptchaRequired' }, { event: 'captcha_refused', result: 'CaptchaRequired' }],
    [
      { codeStr: 'InternalError', reason: 'Error: x\n  at y' },
      { event: 'internal_error', reason: 'Error: x\n  at y' },
    ],
  ];

  it.each(describedAs)('describes the outcome: %j', (outcome, expected) => {
    const lines: string[] = [];
    const log = createLog({
      write: (line) => lines.push(line),
      now: () => morning,
      tagAddress: () => '',
      identifyNumber: () => '',
    });
    log({ requestId: 'a', durationMs: 1.2345, outcome });
    const common = { time: '2026-11-23T02:00:00.000Z', requestId: 'a', durationMs: 1.2 };
    expect(lines.map((line) => JSON.parse(line))).toEqual([{ ...common, ...expected }]);
    expect(lines[0]).not.toContain('\n');
  });
});
