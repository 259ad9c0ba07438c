import { createHash, createPublicKey, type KeyObject, randomUUID, sign } from 'node:crypto';

/** A key pair for ES256. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicJwk: PublicJwk;
}

/** A public key as a JWK (RFC 7517, RFC 7518, section 6.2.1). */
interface PublicJwk {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  /** The key's thumbprint (RFC 7638), which no other key has, however keys are named. */
  readonly kid: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
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
export function toSigningKey(privateKey: KeyObject): SigningKey {
  const { kty = '', crv = '', x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  // The thumbprint is the hash of these members in this order.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return { privateKey, publicJwk: { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' } };
}

/** Signs a JWT with ES256 (RFC 7515, RFC 7518, section 3.4). `amr` says that a message was received (RFC 8176). */
export function signToken({ privateKey, publicJwk }: SigningKey, claims: TokenClaims): string {
  const { issuer, audience, subject, authenticatedAt, expiresAt, isTest } = claims;
  const header = { alg: 'ES256', typ: 'JWT', kid: publicJwk.kid };
  const payload = {
    iss: issuer,
    aud: audience,
    sub: subject,
    auth_time: authenticatedAt,
    iat: authenticatedAt,
    exp: expiresAt,
    jti: randomUUID(),
    amr: ['sms'],
    ...(isTest && { test: true }),
  };
  const content = `${encode(header)}.${encode(payload)}`;
  const signature = sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${content}.${signature.toString('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
