import { decodeJwt, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { startTrialService, type TrialService } from '../trial-service';

const phone = '8618566246600';
const secret = 'a secret of thirty-two characters';

async function logIn(service: TrialService) {
  await service.get({ method: 'getSms', phone });
  return service.get({ method: 'login', phone, code: service.messages.at(-1)?.code });
}

describe('A session token', () => {
  it('contains the verified number and its expiry, and is verified with the secret', async () => {
    const service = startTrialService({ SESSION_SECRET: secret, SESSION_TTL_MINUTES: '90' });
    const { body } = await logIn(service);
    const { payload, protectedHeader } = await jwtVerify(String(body.token), new TextEncoder().encode(secret), {
      currentDate: new Date(service.now),
    });
    const issuedAt = service.now / 1000;
    expect(payload).toEqual({ sub: '+8618566246600', iat: issuedAt, exp: issuedAt + 90 * 60 });
    expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT' });
  });

  it('expires after ten minutes by default', async () => {
    const service = startTrialService({ SESSION_SECRET: secret });
    const { exp = 0, iat = 0 } = decodeJwt(String((await logIn(service)).body.token));
    expect(exp - iat).toBe(600);
  });

  it('cannot be verified with another secret or after its TTL', async () => {
    const service = startTrialService({ SESSION_SECRET: secret, SESSION_TTL_MINUTES: '1' });
    const token = String((await logIn(service)).body.token);
    const verify = (key: string, now: number) =>
      jwtVerify(token, new TextEncoder().encode(key), { currentDate: new Date(now) });
    await expect(verify(`${secret}!`, service.now)).rejects.toThrow('signature verification failed');
    await expect(verify(secret, service.now + 61_000)).rejects.toThrow('"exp" claim timestamp check failed');
  });

  it('is not issued for a wrong code or without a configured secret', async () => {
    const service = startTrialService({ SESSION_SECRET: secret });
    await service.get({ method: 'getSms', phone });
    const wrong = service.messages[0]?.code === '000000' ? '000001' : '000000';
    expect((await service.get({ method: 'login', phone, code: wrong })).body).not.toHaveProperty('token');
    expect((await logIn(startTrialService())).body).toEqual({
      codeStr: 'Success',
      msg: 'The verification code is correct.',
    });
  });
});
