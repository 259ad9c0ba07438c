import type { SessionSettings } from '../configuration/configuration';

/** Signs session tokens. */
export interface Sessions {
  /**
   * Signs a token for a verified number.
   *
   * @param e164 the token's subject
   * @param verifiedAt milliseconds since 1970, when the token's TTL starts
   */
  sign(e164: string, verifiedAt: number): Promise<string>;
}

/** Signs session tokens as JWTs with HS256. A back end verifies them with the same secret. */
export function createSessions({ secret, ttlMinutes }: SessionSettings): Sessions {
  const key = new TextEncoder().encode(secret);
  return {
    async sign(e164, verifiedAt) {
      // Loaded with the first token, not at the cold start.
      const { signToken } = await import('./session-token');
      const issuedAt = Math.floor(verifiedAt / 1000);
      return signToken(key, { subject: e164, issuedAt, expiresAt: issuedAt + ttlMinutes * 60 });
    },
  };
}
