import { SignJWT } from 'jose';

/** Claims of a JWT (RFC 7519). Times are seconds since 1970. */
export interface TokenClaims {
  readonly subject: string;
  /** Whether the token has the claim `test`. */
  readonly isTest: boolean;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Signs a JWT with HS256. */
export function signToken(key: Uint8Array, { subject, isTest, issuedAt, expiresAt }: TokenClaims): Promise<string> {
  return new SignJWT(isTest ? { test: true } : {})
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(key);
}
