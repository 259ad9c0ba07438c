import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  type JSONWebKeySet,
  type JWK,
  jwtVerify,
} from 'jose';
import { describe, expect, it } from 'vitest';
import { newSessionKey } from '../../support/session-keys';
import { startTrialService, type TrialService } from '../trial-service';

const phone = '8618566246600';

async function logIn(service: TrialService): Promise<string> {
  await service.get({ method: 'getSms', phone });
  const { body } = await service.get({ method: 'login', phone, code: service.messages.at(-1)?.code });
  return String(body.token);
}

/** Verifies a token as a back end does: with what the function publishes. */
async function verify(service: TrialService, token: string, issuer = 'sms-verification', now = service.now) {
  const { body } = await service.get({ method: 'jwks' });
  const keys = createLocalJWKSet(body as unknown as JSONWebKeySet);
  return jwtVerify(token, keys, { issuer, audience: issuer, currentDate: new Date(now) });
}

describe('A session token', () => {
  it('says whose number was verified, how and when, and is verified with the published keys', async () => {
    const service = startTrialService({
      SESSION_KEYS: newSessionKey(),
      SESSION_ISSUER: 'https://sms.example.com',
      SESSION_AUDIENCE: 'https://sms.example.com',
      SESSION_TTL_MINUTES: '90',
    });
    const { payload, protectedHeader } = await verify(service, await logIn(service), 'https://sms.example.com');
    const issuedAt = service.now / 1000;
    expect(payload).toEqual({
      iss: 'https://sms.example.com',
      aud: 'https://sms.example.com',
      sub: '+8618566246600',
      iat: issuedAt,
      auth_time: issuedAt,
      exp: issuedAt + 90 * 60,
      jti: expect.stringMatching(/^[\w-]{36}$/),
      amr: ['sms'],
    });
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'JWT', kid: expect.stringMatching(/^[\w-]{43}$/) });
  });

  it('is for its issuer if no audience is set, and expires after ten minutes by default', async () => {
    const { aud, iss, exp = 0, iat = 0 } = decodeJwt(await logIn(startTrialService({ SESSION_KEYS: newSessionKey() })));
    expect([iss, aud, exp - iat]).toEqual(['sms-verification', 'sms-verification', 600]);
  });

  it('is refused after its TTL, for another audience, and with the keys of another function', async () => {
    const [service, other] = [newSessionKey(), newSessionKey()].map((key) => startTrialService({ SESSION_KEYS: key }));
    if (service === undefined || other === undefined) throw new Error('two services are needed');
    const token = await logIn(service);
    await expect(verify(service, token, 'sms-verification', service.now + 601_000)).rejects.toThrow('"exp" claim');
    await expect(verify(service, token, 'https://sms.example.com')).rejects.toThrow('unexpected "iss" claim value');
    await expect(verify(other, token)).rejects.toThrow('no applicable key found in the JSON Web Key Set');
  });

  it('is signed with the first key, while tokens of the others stay valid', async () => {
    const [old, next] = [newSessionKey(), newSessionKey()];
    const tokens = await Promise.all(
      [old, `${old},${next}`, `${next},${old}`].map((keys) => logIn(startTrialService({ SESSION_KEYS: keys }))),
    );
    const kids = tokens.map((token) => decodeProtectedHeader(token).kid);
    expect(kids[0]).toBe(kids[1]);
    expect(kids[2]).not.toBe(kids[1]);
    const service = startTrialService({ SESSION_KEYS: `${next},${old}` });
    for (const token of tokens) await verify(service, token);
  });

  it('is not issued for a wrong code, or without a key', async () => {
    const service = startTrialService({ SESSION_KEYS: newSessionKey() });
    await service.get({ method: 'getSms', phone });
    const wrong = service.messages[0]?.code === '000000' ? '000001' : '000000';
    expect((await service.get({ method: 'login', phone, code: wrong })).body).not.toHaveProperty('token');
    expect(await logIn(startTrialService())).toBe('undefined');
  });
});

describe('The published keys', () => {
  const key = newSessionKey();

  it('are public ones, which caches keep for minutes and every page may read', async () => {
    const { statusCode, headers, body } = await startTrialService({ SESSION_KEYS: key }).get({ method: 'jwks' });
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' });
    expect(body.keys).toEqual([
      {
        kty: 'EC',
        crv: 'P-256',
        alg: 'ES256',
        use: 'sig',
        kid: expect.any(String),
        x: expect.any(String),
        y: expect.any(String),
      },
    ]);
    const [published] = (body as unknown as JSONWebKeySet).keys;
    expect(published?.kid).toBe(await calculateJwkThumbprint(published as JWK));
  });

  it('are none without a key', async () => {
    expect((await startTrialService().get({ method: 'jwks' })).body).toEqual({ keys: [] });
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['a program', {}],
    ['a browser, instead of the login page', { accept: 'text/html,*/*;q=0.8' }],
    [
      'a program in Java, which accepts HTML by default',
      { accept: 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2' },
    ],
  ])('are at the well-known path, too, for %s, and leave no line in the log', async (_, headers) => {
    const service = startTrialService({ SESSION_KEYS: key, LOGIN_PAGE: 'on' });
    const event = { httpMethod: 'GET', path: '/.well-known/jwks.json', headers, body: '' };
    expect((await service.answer(event)).body).toEqual((await service.get({ method: 'jwks' })).body);
    expect(service.lines).toEqual([]);
  });

  it('are not the reply to a POST request at the well-known path', async () => {
    const service = startTrialService({ SESSION_KEYS: key });
    const { body } = await service.answer({ httpMethod: 'POST', path: '/.well-known/jwks.json', body: '' });
    expect(body).toMatchObject({ codeStr: 'InValidParam', field: 'method' });
  });

  it('do not cost a call of the store', async () => {
    const unreachable = {
      CODE_STORE: 'redis',
      REDIS_HOST: '127.0.0.1',
      REDIS_PORT: '1',
      REDIS_PASSWORD: 'not reached',
    };
    const service = startTrialService({ SESSION_KEYS: key, ...unreachable });
    expect((await service.get({ method: 'jwks' })).body.keys).toHaveLength(1);
  });

  it.each([
    ['twice', `${key},${newSessionKey()},${key}`],
    ['twice, written differently', `${key},${key.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`],
  ])('have each its own name, so that no key is accepted %s', (_, keys) => {
    expect(() => startTrialService({ SESSION_KEYS: keys })).toThrow(
      `SESSION_KEYS: found ${keys.length} characters; allowed: private keys P-256 in PKCS #8, as base64 of their DER, comma-separated, each once`,
    );
  });
});
