import type { SessionSettings } from '../configuration/configuration';
import { type SigningKey, signToken, toSigningKey } from './session-token';

/** A number whose code was right. */
interface VerifiedNumber {
  readonly e164: string;
  /** Milliseconds since 1970, when the token's TTL starts. */
  readonly verifiedAt: number;
  /** Whether it is a number for tests, whose code is fixed. */
  readonly isTest: boolean;
}

/** A set of public keys (RFC 7517). */
export interface KeySet {
  readonly keys: readonly object[];
}

/** Signs session tokens. */
export interface Sessions {
  /** Signs a token for a verified number, its subject. */
  sign(verified: VerifiedNumber): string;
  /** Returns the public keys with which everybody can verify tokens. */
  publicKeys(): KeySet;
}

/** Signs session tokens as JWTs with ES256: with the first key, while those who verify them are told of all keys. */
export function createSessions({ keys, issuer, audience, ttlMinutes }: SessionSettings): Sessions {
  let signingKeys: readonly SigningKey[] | undefined;
  // Derived at the first use, not at the cold start.
  const allKeys = () => {
    signingKeys ??= keys.map(toSigningKey);
    return signingKeys;
  };
  return {
    sign({ e164, verifiedAt, isTest }) {
      const [key] = allKeys();
      if (key === undefined) throw new Error('there is no key to sign tokens with');
      const authenticatedAt = Math.floor(verifiedAt / 1000);
      const expiresAt = authenticatedAt + ttlMinutes * 60;
      return signToken(key, { issuer, audience, subject: e164, authenticatedAt, expiresAt, isTest });
    },
    publicKeys: () => ({ keys: allKeys().map(({ publicJwk }) => publicJwk) }),
  };
}
