import { createPublicKey, type KeyObject, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, type JWK, SignJWT } from 'jose';

/** A key pair for ES256. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  /** With `kid`, the key's thumbprint (RFC 7638), which no other key has, however keys are named. */
  readonly publicJwk: JWK;
}

/** Claims of a JWT (RFC 7519). Times are seconds since 1970. */
export interface TokenClaims {
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
  readonly authenticatedAt: number;
  readonly expiresAt: number;
  /** Whether the number is one for tests. */
  readonly isTest: boolean;
}

/** Derives the public key of a private one. */
export async function toSigningKey(privateKey: KeyObject): Promise<SigningKey> {
  const jwk = await exportJWK(createPublicKey(privateKey));
  return { privateKey, publicJwk: { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig' } };
}

/** Signs a JWT with ES256. `amr` says that a message was received (RFC 8176). */
export function signToken({ privateKey, publicJwk }: SigningKey, claims: TokenClaims): Promise<string> {
  const { issuer, audience, subject, authenticatedAt, expiresAt, isTest } = claims;
  return new SignJWT({ auth_time: authenticatedAt, amr: ['sms'], ...(isTest && { test: true }) })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: publicJwk.kid ?? '' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(subject)
    .setIssuedAt(authenticatedAt)
    .setExpirationTime(expiresAt)
    .setJti(randomUUID())
    .sign(privateKey);
}
