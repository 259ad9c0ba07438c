import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSupportQuery } from '../../../function/http/support-query';
import { createMask } from '../../../function/masking';
import { readEvent } from '../../../infra/operations/funnel/number-events';
import { apiGatewayEvent, functionUrlEvent, functionUrlEventWithSource } from '../../support/events';
import { propertyRuns, propertyTimeout } from '../../support/property-runs';
import { type Fields, morning, startTrialService, type TrialService } from '../trial-service';

const phone = '+8618566246600';
const secret = { CODE_SECRET: 'a secret of the function' };
const inShanghai = '2026-11-23T02:00:00.000Z';

/** Sends what only `Invoke` can send. */
const ask = async (service: TrialService, support: unknown = { phone }) =>
  (await service.answer({ support }, { request_id: 'c6af9ac6-support' })).body;
const release = (service: TrialService) => ask(service, { phone, release: true });
const getSms = (service: TrialService, headers: Fields = {}) => service.get({ method: 'getSms', phone }, headers);
const auditOf = (service: TrialService) => service.log.filter(({ event }) => /^number_/.test(String(event)));

describe('The function, asked for support by Invoke', () => {
  it('tells what is stored of a number that had no message', async () => {
    expect(await ask(startTrialService())).toEqual({
      support: {
        result: 'found',
        phone: '+86185****6600',
        country: '86',
        numberId: expect.stringMatching(/^[\da-f]{16}$/),
        isTest: false,
        messagesToday: 0,
        dailyLimit: 10,
        isKnown: false,
        blocks: [],
        codes: [],
        attemptsLeftToday: 30,
      },
    });
  });

  it('tells messages, waits, codes and tries, with durations in seconds', async () => {
    const service = startTrialService();
    await getSms(service);
    await service.get({ method: 'login', phone, code: 'wrong' });
    await service.get({ method: 'login', phone, code: '000000' === service.messages[0]?.code ? '111111' : '000000' });
    service.now = morning + 8500;
    expect(await ask(service)).toMatchObject({
      support: {
        messagesToday: 1,
        blocks: [{ limit: 'interval', retryAfter: 22 }],
        codes: [
          {
            sentAt: inShanghai,
            expiresIn: 292,
            isUsed: false,
            attemptsLeft: { withHandle: 3, withoutHandle: 2 },
          },
        ],
        attemptsLeftToday: 29,
      },
    });
  });

  it('tells and lifts the limits of a test number, of which those for messages to all numbers are none', async () => {
    const code = '482915';
    const service = startTrialService({
      TEST_NUMBERS: JSON.stringify([{ phone, code, expires: '2026-12-31' }]),
      SEND_DAILY_BUDGET: '10',
    });
    for (let index = 0; index < 10; index++) await service.get({ method: 'getSms', phone: `+861859999000${index}` });
    expect(await ask(service, { phone: '+8618599991111' })).toMatchObject({
      support: { blocks: [{ limit: 'budget' }] },
    });
    await getSms(service);
    const told = await ask(service);
    expect(told).toMatchObject({
      support: { isTest: true, messagesToday: 1, blocks: [{ limit: 'interval' }], codes: [{ isUsed: false }] },
    });
    expect(JSON.stringify([told, service.log])).not.toContain(code);
    expect((await getSms(service)).body.codeStr).toBe('LimitExceeded.PhoneNumberThirtySecondLimit');
    expect(await release(service)).toMatchObject({ support: { blocks: [] } });
    service.now += 1000;
    expect((await getSms(service)).body.codeStr).toBe('Ok');
  });

  it('contains neither the number nor a code, a handle or a hash', async () => {
    const service = startTrialService(secret);
    const { body } = await getSms(service);
    const code = service.messages[0]?.code ?? 'none';
    const answered = JSON.stringify([await ask(service), await release(service)]);
    const written = JSON.stringify(service.log);
    for (const hidden of [code, '18566246600', '185662466', String(body.handle)]) {
      expect(answered).not.toContain(hidden);
      expect(written).not.toContain(hidden);
    }
  });

  it('lifts the wait of a number on request, and gives no try back', async () => {
    const service = startTrialService();
    await getSms(service);
    const code = service.messages[0]?.code === '000000' ? '111111' : '000000';
    for (let times = 0; times < 3; times++) await service.get({ method: 'login', phone, code });
    expect((await getSms(service)).body.codeStr).toBe('LimitExceeded.PhoneNumberThirtySecondLimit');
    expect(await release(service)).toMatchObject({
      support: { blocks: [], codes: [{ attemptsLeft: { withoutHandle: 0 } }], attemptsLeftToday: 27 },
    });
    const right = service.messages[0]?.code;
    expect((await service.get({ method: 'login', phone, code: right })).body.codeStr).toBe('CodeHasValid');
    service.now += 1000;
    expect((await getSms(service)).body.codeStr).toBe('Ok');
  });

  it('releases only if `release` is true', async () => {
    const service = startTrialService();
    await getSms(service);
    await ask(service, { phone, release: false });
    expect((await getSms(service)).body.codeStr).toBe('LimitExceeded.PhoneNumberThirtySecondLimit');
  });

  it('writes a line for each use: the request, the masked number and its ID, and whether it was to be released', async () => {
    const service = startTrialService();
    await getSms(service);
    await ask(service);
    await release(service);
    const [sent] = service.log;
    const about = { time: inShanghai, requestId: 'c6af9ac6-support', phone: '+86185****6600', country: '86' };
    expect(auditOf(service)).toEqual([
      { event: 'number_looked_up', ...about, numberId: sent?.numberId },
      { event: 'number_released', ...about, numberId: sent?.numberId },
    ]);
    expect(await ask(service)).toMatchObject({ support: { numberId: sent?.numberId } });
  });

  it.each([
    ['malformed', '861856624660', 'malformed'],
    ['of a country that is not served', '+14155552671', 'not-allowed'],
  ])('refuses a number that is %s, and writes that, without the number', async (_, refused, rule) => {
    const service = startTrialService();
    expect(await ask(service, { phone: refused })).toEqual({ support: { result: 'refused', field: 'phone', rule } });
    expect(auditOf(service)).toEqual([
      {
        event: 'number_looked_up',
        time: inShanghai,
        requestId: 'c6af9ac6-support',
        field: 'phone',
        rule,
      },
    ]);
  });

  it('says if the store cannot be reached, and writes that besides the use', async () => {
    const service = startTrialService({
      ...secret,
      CODE_STORE: 'redis',
      REDIS_HOST: '127.0.0.1',
      REDIS_PORT: '1',
      REDIS_PASSWORD: 'planted password',
    });
    expect(await release(service)).toEqual({
      support: { result: 'store-unavailable', reason: expect.not.stringContaining('\n') },
    });
    expect(service.log.map(({ event }) => event)).toEqual(['number_released', 'store_unavailable']);
    // No line about a number but that of the use: it would look like a user's request, which make funnel counts.
    expect(service.log.map((line) => readEvent({ LogJson: JSON.stringify(line) }))).toEqual(['other', 'other']);
    expect(service.log[1]).toMatchObject({ requestId: 'c6af9ac6-support', reason: expect.stringMatching(/\w/) });
  });

  it('answers a defect without its text, which is in the log, masked', async () => {
    const lines: object[] = [];
    const query = createSupportQuery({
      support: {
        readPhone: () => ({ phone: { e164: phone, countryCode: '86', masked: '+86185****6600' } }),
        tell: async () => {
          throw new Error(`a defect with ${phone}`);
        },
      },
      mask: createMask({}),
      log: (entry) => lines.push(entry),
    });
    const reply = await query.answer({ support: { phone } }, { request_id: 'a' });
    expect(JSON.parse(reply?.body ?? '')).toEqual({ support: { result: 'internal-error' } });
    expect(lines).toMatchObject([
      { requestId: 'a', action: 'look-up' },
      { failure: 'internal_error', reason: expect.stringMatching(/^Error: a defect with \*\*\*\*\n/) },
    ]);
  });

  it('tells what failed, even if it is no error', async () => {
    const lines: object[] = [];
    const query = createSupportQuery({
      support: {
        readPhone: () => ({ phone: { e164: phone, countryCode: '86', masked: '+86185****6600' } }),
        tell: () => Promise.reject('no error'),
      },
      mask: createMask({}),
      log: (entry) => lines.push(entry),
    });
    await query.answer({ support: { phone } }, { request_id: 'a' });
    expect(lines.at(-1)).toEqual({ requestId: 'a', action: 'look-up', failure: 'internal_error', reason: 'no error' });
  });

  it.each([
    ['no number', {}],
    ['a number that is no text', { phone: 8618566246600 }],
    ['a field that does not exist', { phone, releaseAll: true }],
    ['a release that is no truth value', { phone, release: 1 }],
    ['a list', [{ phone }]],
    ['nothing', null],
    ['text', phone],
  ])('takes no event with %s for such a question', async (_, support) => {
    const service = startTrialService();
    expect(await ask(service, support)).toMatchObject({ codeStr: 'InValidParam' });
    expect(auditOf(service)).toEqual([]);
  });

  it('takes no event with another field for such a question', async () => {
    const service = startTrialService();
    for (const other of [{ httpMethod: 'GET' }, { headers: {} }, { acceptance: 'a'.repeat(43) }, { x: undefined }]) {
      expect((await service.answer({ support: { phone }, ...other })).body).toMatchObject({ codeStr: 'InValidParam' });
    }
    expect(auditOf(service)).toEqual([]);
  });

  it('takes no event of an HTTP trigger for such a question, whatever the client sends', {
    timeout: propertyTimeout,
  }, async () => {
    const question = { support: { phone, release: true } };
    const names = fc.constantFrom('support', 'Support', 'x-support', '__proto__', 'phone', 'release');
    const values = fc.constantFrom(phone, 'true', JSON.stringify(question), JSON.stringify(question.support));
    const request = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'OPTIONS', 'HEAD', 'support', ''),
      query: fc.dictionary(names, values),
      headers: fc.dictionary(names, values),
      body: fc.oneof(values, fc.constant('')),
    });
    await fc.assert(
      fc.asyncProperty(request, async (sent) => {
        for (const makeEvent of [apiGatewayEvent, functionUrlEvent, functionUrlEventWithSource]) {
          const service = startTrialService();
          const { body } = await service.answer({ ...makeEvent(sent) });
          expect(body).toHaveProperty('codeStr');
          expect(auditOf(service)).toEqual([]);
        }
      }),
      { numRuns: propertyRuns },
    );
  });
});
