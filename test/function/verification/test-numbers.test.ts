import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { documented } from '../../support/documented-handler';
import { newSessionKey } from '../../support/session-keys';
import { morning, startTrialService, type TrialService } from '../trial-service';

const phone = '8619900000000';
const code = '835174';
const wrong = '000000';
const sessionKey = newSessionKey();
const day = 86_400_000;
const testNumbers = JSON.stringify([{ phone: `+${phone}`, code, expires: '2026-11-25' }]);
const start = (changes = {}) =>
  startTrialService({ TEST_NUMBERS: testNumbers, SESSION_KEYS: sessionKey, CODE_HANDLE: 'optional', ...changes });
const getSms = (service: TrialService) => service.get({ method: 'getSms', phone });
const login = (service: TrialService, fields = {}) => service.get({ method: 'login', phone, code, ...fields });

describe('A test number', () => {
  it('gets no message, and the same reply as any number', async () => {
    const service = start();
    const sent = await getSms(service);
    expect(service.messages).toEqual([]);
    const ordinary = await service.get({ method: 'getSms', phone: '8618566246600' });
    const handle = expect.stringMatching(/^[\w-]{16}$/);
    expect(sent).toEqual({ ...ordinary, body: { ...ordinary.body, handle } });
    expect(service.messages).toHaveLength(1);
  });

  it('logs in with its fixed code, once for each request, and its token says so', async () => {
    const service = start();
    expect((await login(service)).body.codeStr).toBe('CodeHasExpired');
    for (let round = 0; round < 3; round++) {
      const { body } = await getSms(service);
      const loggedIn = await login(service, { handle: body.handle });
      expect(decodeJwt(String(loggedIn.body.token))).toMatchObject({ sub: `+${phone}`, test: true });
      expect((await login(service)).body.codeStr).toBe('CodeHasValid');
      service.now += 30_000;
    }
    await service.get({ method: 'getSms', phone: '8618566246600' });
    const ordinary = await service.get({
      method: 'login',
      phone: '8618566246600',
      code: service.messages[0]?.code ?? '',
    });
    expect(decodeJwt(String(ordinary.body.token))).not.toHaveProperty('test');
  });

  it('is logged as one, and neither its code nor the whole number is', async () => {
    const service = start();
    await getSms(service);
    await login(service, { code: wrong });
    await login(service);
    expect(service.log).toMatchObject([
      { event: 'code_sent', phone: '+86199****0000', test: 'yes' },
      { event: 'code_checked', result: 'CodeIsError', test: 'yes' },
      { event: 'code_checked', result: 'Success', test: 'yes' },
    ]);
    await service.get({ method: 'getSms', phone: '8618566246600' });
    expect(service.log.at(-1)).not.toHaveProperty('test');
    expect(service.lines.join('\n')).not.toMatch(/835174|19900000000/);
  });

  it('is as hard to guess as an ordinary number', async () => {
    const guessesOf = async (service: TrialService, number: string, wrongCode: () => string) => {
      let guesses = 0;
      for (let second = 0; second < 86_400; second += 300) {
        service.now += 300_000;
        const { body: sent } = await service.get({ method: 'getSms', phone: number });
        for (const handle of [undefined, sent.handle]) {
          for (;;) {
            const fields = { method: 'login', phone: number, code: wrongCode(), ...(handle ? { handle } : {}) };
            const { body } = await service.get(fields);
            if (body.codeStr !== 'CodeIsError') break;
            guesses++;
            if (body.attemptsLeft === 0) break;
          }
        }
      }
      return guesses;
    };
    const [service, ordinary] = [start(), start({ TEST_NUMBERS: '' })];
    const ofOrdinary = () => (ordinary.messages.at(-1)?.code === wrong ? '000001' : wrong);
    const guesses = await guessesOf(service, phone, () => wrong);
    expect(guesses).toBe(await guessesOf(ordinary, phone, ofOrdinary));
    // 24 hours from 10:00 are in two calendar days.
    expect(guesses).toBe(2 * 60);
  });

  it('needs a captcha if others do, so that it cannot be told from them', async () => {
    const service = start({ CAPTCHA_APPID: '190000000', CAPTCHA_SECRET: 'captcha secret' });
    expect(await getSms(service)).toEqual(await service.get({ method: 'getSms', phone: '8618566246600' }));
    expect((await getSms(service)).body.codeStr).toBe('CaptchaRequired');
  });

  it('is an ordinary one after its last day', async () => {
    const service = start();
    service.now = Date.UTC(2026, 10, 25, 23, 59, 59);
    expect((await getSms(service)).body.codeStr).toBe('Ok');
    service.now += 1000;
    // The fixed code is not accepted any more, although it was requested a moment ago.
    expect((await login(service)).body.codeStr).toBe('CodeHasExpired');
    expect((await getSms(service)).body.codeStr).toBe('Ok');
    expect(service.messages).toMatchObject([{ to: `+${phone}` }]);
    const loggedIn = await login(service, { code: service.messages[0]?.code });
    expect(decodeJwt(String(loggedIn.body.token))).not.toHaveProperty('test');
  });

  it('is looked up and released for an operator as a test number, without limits of messages to all numbers', async () => {
    const service = start({ SEND_DAILY_BUDGET: '10', ALLOWED_COUNTRY_CODES: '86' });
    const ask = async (release: boolean) =>
      (await service.answer({ support: { phone, release } }, { request_id: 'support' })).body.support;
    for (let index = 0; index < 8; index++) await service.get({ method: 'getSms', phone: `861856624660${index}` });
    await getSms(service);
    await login(service, { code: wrong });
    const state = { result: 'found', isTest: true, isKnown: false, attemptsLeftToday: 29, messagesToday: 1 };
    expect(await ask(false)).toMatchObject({ ...state, blocks: [{ limit: 'interval', retryAfter: 30 }] });
    expect((await getSms(service)).body.codeStr).toBe('LimitExceeded.PhoneNumberThirtySecondLimit');
    expect(await ask(true)).toMatchObject({ ...state, blocks: [] });
    expect((await getSms(service)).body.codeStr).toBe('Ok');
    // Afterwards, it is an ordinary number that had no message yet.
    service.now += 3 * day;
    const ordinary = { isTest: false, messagesToday: 0, blocks: [], codes: [], attemptsLeftToday: 30 };
    expect(await ask(false)).toMatchObject(ordinary);
  });

  it('is not shown by the login page', async () => {
    const open = (variables: Readonly<Record<string, string>>) =>
      import('../../../function/service').then(({ createMainHandler }) =>
        documented(
          createMainHandler({
            environment: { CODE_STORE: 'memory', SMS_SENDER: 'console', LOGIN_PAGE: 'on', ...variables },
            now: () => morning,
            writeLine: () => {},
          }),
        )({ httpMethod: 'GET', path: '/', headers: { accept: 'text/html' }, queryString: {}, body: '' }),
      );
    expect(await open({ TEST_NUMBERS: testNumbers })).toEqual(await open({}));
  });

  it('may expire in 90 days at most when the function starts', () => {
    const expiring = (time: number) =>
      start({
        TEST_NUMBERS: JSON.stringify([
          { phone: `+${phone}`, code, expires: new Date(time).toISOString().slice(0, 10) },
        ]),
      });
    expect(() => expiring(morning + 90 * day)).not.toThrow();
    expect(() => expiring(morning - 900 * day)).not.toThrow();
    expect(() => expiring(morning + 91 * day)).toThrow('in entry 1: a date of the next 90 days, until 2027-02-21');
  });
});
