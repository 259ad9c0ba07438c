import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { decodeClaims } from '../../../function/page/browser/token-claims';

describe('The claims of a token', () => {
  // Of each length modulo 3, since base64url has no padding.
  it.each(['a', 'ab', 'abc', '应用', '~?~?~?'])('are decoded: %j', async (aud) => {
    const token = await new SignJWT({ sub: '+8618566246600', aud })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new Uint8Array(32));
    expect(JSON.parse(decodeClaims(token) ?? '')).toEqual({ sub: '+8618566246600', aud });
  });

  it.each(['', 'no-token', 'a.b.c', 'a..c', 'a.!.c'])('are missing in %j', (token) => {
    expect(decodeClaims(token)).toBeUndefined();
  });
});
