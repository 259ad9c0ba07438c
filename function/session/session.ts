import type { SessionSettings } from '../configuration/configuration';

/** Makes session tokens. */
export interface Sessions {
  /**
   * Signs a token for a number that was verified.
   *
   * @param e164 becomes the token's subject
   * @param verifiedAt milliseconds since 1970; the token's life counts from here
   */
  sign(e164: string, verifiedAt: number): Promise<string>;
}

/** Signs tokens as JWT with HS256, which an application's back end checks with the same secret. */
export function createSessions({ secret, ttlMinutes }: SessionSettings): Sessions {
  const key = new TextEncoder().encode(secret);
  return {
    async sign(e164, verifiedAt) {
      // Loaded by the first token, so that a cold start does not wait for it.
      const { signToken } = await import('./session-token');
      const issuedAt = Math.floor(verifiedAt / 1000);
      return signToken(key, { subject: e164, issuedAt, expiresAt: issuedAt + ttlMinutes * 60 });
    },
  };
}
