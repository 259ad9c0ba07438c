import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { python } from '../../support/python/python';
import { newSessionKey } from '../../support/session-keys';
import { type BackEnd, startBackEnd } from './back-end';
import { type ExampleService, issuer, startExampleService } from './example-service';
import { startFaultyKeySet } from './faulty-key-set';
import { logIn, logInElsewhere, logInLongAgo, unsigned, withSubject } from './tokens';

const sessionKey = newSessionKey();

const languages = [
  { language: 'Node.js', program: process.execPath, example: 'back-end.mjs' },
  { language: 'Python', program: python, example: 'back_end.py' },
];

describe.each(languages)('The back end in $language of docs/use-it.md', { timeout: 60_000 }, ({ program, example }) => {
  describe.skipIf(program === undefined)('with its packages installed', () => {
    let service: ExampleService;
    let backEnd: BackEnd;
    const start = (url: string, variables = {}) => startBackEnd(program ?? '', example, url, variables);

    beforeEach(async () => {
      service = await startExampleService({ SESSION_KEYS: sessionKey });
      backEnd = await start(service.url);
    });
    afterEach(async () => {
      await backEnd.stop();
      await service.stop();
    });

    it('exchanges a token once for a session of the number', async () => {
      const token = await logIn(service);
      const { status, body, cookie } = await backEnd.exchange(token);
      expect({ status, body }).toEqual({ status: 200, body: { number: '+8618566246600' } });
      expect(cookie).toMatch(/^session=[\w-]{36}; HttpOnly; Secure/);
      const again = await backEnd.exchange(token);
      expect(again).toEqual({ status: 401, body: { error: 'the token was used before' }, cookie: '' });
    });

    // The reasons of jose and of PyJWT.
    it.each<[string, RegExp, (service: ExampleService) => Promise<string>]>([
      [
        'of another issuer',
        /"iss"|issuer/,
        () => logInElsewhere(sessionKey, { SESSION_ISSUER: 'sms-verification-other' }),
      ],
      [
        'for another audience',
        /"aud"|Audience/,
        () => logInElsewhere(sessionKey, { SESSION_AUDIENCE: 'somebody-else' }),
      ],
      ['of another function', /no applicable key|find a signing key/, () => logInElsewhere(newSessionKey())],
      ['that has ended', /"exp"|expired/, (own) => logInLongAgo(own)],
      ['that was changed', /[Ss]ignature verification failed/, async (own) => withSubject(await logIn(own))],
      ['that is none', /Invalid Compact JWS|Not enough segments/, async () => 'token'],
      ['without a signature', /"alg"|alg value/, async (own) => unsigned(await logIn(own))],
    ])('refuses a token %s', async (_, reason, makeToken) => {
      const { status, body, cookie } = await backEnd.exchange(await makeToken(service));
      expect({ status, cookie }).toEqual({ status: 401, cookie: '' });
      expect(body.error).toMatch(reason);
    });

    it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b'])(
      'refuses the type %s, which a form of a foreign page can send, and takes the token afterwards',
      async (type) => {
        const token = await logIn(service);
        // What a form with enctype="text/plain" sends of one field.
        const sent = await backEnd.send(`{"token":"${token}","rest":"="}\r\n`, type);
        expect(sent).toEqual({ status: 415, body: { error: 'the body is not JSON' }, cookie: '' });
        expect(await backEnd.exchange(token)).toMatchObject({ status: 200 });
      },
    );

    it.each(['token', 'null', '[]', '{}', '{"token":1}'])('refuses the body %s', async (body) => {
      expect(await backEnd.send(body, 'application/json')).toMatchObject({ status: 401, cookie: '' });
    });

    it.each(['refuses', 'resets', 'breaks off', 'shows a page', 'fails', 'hangs'] as const)(
      'answers 503 while the service %s, and takes the same token afterwards',
      async (fault) => {
        const keySet = await startFaultyKeySet(service.url, fault);
        onTestFinished(keySet.stop);
        const other = await start(keySet.url);
        onTestFinished(other.stop);
        const token = await logIn(service);
        expect(await other.exchange(token)).toMatchObject({ status: 503, cookie: '' });
        keySet.repair();
        expect(await other.exchange(token)).toMatchObject({ status: 200 });
      },
    );

    it('takes tokens of two issuers, for the time in which the issuer changes', async () => {
      const other = await start(service.url, { SMS_ISSUER: `https://sms.example.com,${issuer}` });
      onTestFinished(other.stop);
      expect(await other.exchange(await logIn(service))).toMatchObject({ status: 200 });
      const moved = await logInElsewhere(sessionKey, { SESSION_ISSUER: 'https://sms.example.com' });
      expect(await other.exchange(moved)).toMatchObject({ status: 200 });
      const foreign = await logInElsewhere(sessionKey, { SESSION_ISSUER: 'https://sms.example' });
      expect(await other.exchange(foreign)).toMatchObject({ status: 401 });
    });
  });
});
