import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { SigningCredential } from '../account/credentials';

/** A received request. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An error of the API. */
export interface ApiError {
  readonly code: string;
  readonly message: string;
}

/** The allowed difference of the caller's clock, in seconds. platform: api-common-errors */
const allowedSkew = 300;

/**
 * Checks a signature of the method TC3-HMAC-SHA256 ("Signature v3" in the API's documentation). platform: api-signature-v3
 *
 * @returns the API's error; `undefined` if the signature is valid
 */
export function checkSignature(
  request: SignedRequest,
  findCredential: (secretId: string) => SigningCredential | undefined,
  now: number,
): ApiError | undefined {
  const { headers } = request;
  const authorization =
    /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/([\w-]+)\/tc3_request, ?SignedHeaders=([\w;-]+), ?Signature=([\da-f]{64})$/;
  const parts = authorization.exec(headers.authorization ?? '');
  if (parts === null) return error('AuthFailure.InvalidAuthorization', 'The `Authorization` header is malformed.');
  const [, secretId = '', date = '', service = '', signedHeaders = '', signature = ''] = parts;

  const timestamp = headers['x-tc-timestamp'];
  if (typeof timestamp !== 'string' || !/^\d+$/.test(timestamp)) {
    return error('MissingParameter', 'The header `X-TC-Timestamp` is missing.');
  }
  if (Math.abs(now / 1000 - Number(timestamp)) > allowedSkew) {
    return error(
      'AuthFailure.SignatureExpire',
      'The signature has expired: the time differs by more than five minutes.',
    );
  }
  if (new Date(Number(timestamp) * 1000).toISOString().slice(0, 10) !== date) {
    return error('AuthFailure.SignatureFailure', 'The date of the credential differs from the date of the timestamp.');
  }
  const host = headers.host ?? '';
  if (service !== host.split('.')[0]) {
    return error('AuthFailure.SignatureFailure', `The credential is for ${service}, the call went to ${host}.`);
  }
  const keys = findCredential(secretId);
  if (keys === undefined) return error('AuthFailure.SecretIdNotFound', 'The SecretId is not found.');
  if (headers['x-tc-token'] !== keys.token)
    return error('AuthFailure.TokenFailure', 'The token does not belong to the SecretId.');
  // platform: expired-token-code
  if (keys.expiresAt !== undefined && keys.expiresAt <= now)
    return error('AuthFailure.TokenFailure', 'The token has expired.');

  const names = signedHeaders.split(';');
  if (!names.includes('content-type') || !names.includes('host')) {
    return error('AuthFailure.SignatureFailure', 'The headers content-type and host have to be signed.');
  }
  const expected = sign({
    request,
    names,
    timestamp,
    scope: `${date}/${service}/tc3_request`,
    secretKey: keys.secretKey,
  });
  if (timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) return undefined;
  return error('AuthFailure.SignatureFailure', 'The provided credentials could not be validated.');
}

interface SignatureParts {
  readonly request: SignedRequest;
  readonly names: readonly string[];
  readonly timestamp: string;
  readonly scope: string;
  readonly secretKey: string;
}

function sign({ request, names, timestamp, scope, secretKey }: SignatureParts): string {
  const { method, url, headers, body } = request;
  const [path = '/', query = ''] = url.split('?', 2);
  const canonicalHeaders = names.map((name) => `${name}:${String(headers[name]).trim().toLowerCase()}\n`).join('');
  const canonicalRequest = [method, path, query, canonicalHeaders, names.join(';'), sha256(body)].join('\n');
  const toSign = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonicalRequest)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((key, part) => hmac(key, part), `TC3${secretKey}`);
  return hmac(key, toSign).toString('hex');
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
const error = (code: string, message: string): ApiError => ({ code, message });
