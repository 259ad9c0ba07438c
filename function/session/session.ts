import type { SessionSettings } from '../configuration/configuration';

/** A number whose code was right. */
export interface VerifiedNumber {
  /** The token's subject. */
  readonly e164: string;
  /** Milliseconds since 1970, when the token's TTL starts. */
  readonly verifiedAt: number;
  /** Whether it is a test number, as the token then says. */
  readonly isTest: boolean;
}

/** Signs session tokens. */
export interface Sessions {
  /** Signs a token for a verified number. */
  sign(verified: VerifiedNumber): Promise<string>;
}

/** Signs session tokens as JWTs with HS256. A back end verifies them with the same secret. */
export function createSessions({ secret, ttlMinutes }: SessionSettings): Sessions {
  const key = new TextEncoder().encode(secret);
  return {
    async sign({ e164, verifiedAt, isTest }) {
      // Loaded with the first token, not at the cold start.
      const { signToken } = await import('./session-token');
      const issuedAt = Math.floor(verifiedAt / 1000);
      return signToken(key, { subject: e164, isTest, issuedAt, expiresAt: issuedAt + ttlMinutes * 60 });
    },
  };
}
