import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { CloudError } from '../../account/cloud-error';
import type { Credential } from '../../account/credentials';

/** The parts of a request that a signature covers. */
export interface CosRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
}

const parameters = [
  'q-sign-algorithm',
  'q-ak',
  'q-sign-time',
  'q-key-time',
  'q-header-list',
  'q-url-param-list',
  'q-signature',
];

/**
 * Checks the signature in the `Authorization` header of a request to COS. platform: cos-signature
 *
 * @returns whose signature it is
 * @throws {CloudError} with COS' code for what is wrong
 */
export function checkCosSignature(
  request: CosRequest,
  find: (secretId: string) => Credential | undefined,
  now: number,
): Credential {
  const { authorization } = request.headers;
  if (authorization === undefined) throw new CloudError('AccessDenied', 'Access Denied.');
  const fields = new Map(authorization.split('&').map((field) => splitAt(field, '=')));
  const field = (name: string) => fields.get(name) ?? '';
  if (parameters.some((name) => !fields.has(name)) || field('q-sign-algorithm') !== 'sha1') {
    throw new CloudError('AccessDenied', `The Authorization header is malformed; it needs ${parameters.join(', ')}.`);
  }
  const keys = find(field('q-ak'));
  if (keys === undefined) throw new CloudError('InvalidAccessKeyId', 'The access key Id you provided does not exist.');
  for (const name of ['q-sign-time', 'q-key-time']) checkTime(field(name), now / 1000);
  if (request.headers['x-cos-security-token'] !== keys.token) {
    throw new CloudError('AccessDenied', 'The security token does not belong to the access key ID.');
  }
  if (keys.expiresAt !== undefined && keys.expiresAt <= now) {
    throw new CloudError('ExpiredToken', 'The security token has expired.');
  }
  const expected = sign(request, { secretKey: keys.secretKey, keyTime: field('q-key-time'), fields: field });
  const given = Buffer.from(field('q-signature'));
  if (given.length !== expected.length || !timingSafeEqual(given, Buffer.from(expected))) {
    throw new CloudError('SignatureDoesNotMatch', 'The Signature you specified is invalid.');
  }
  return keys;
}

/** @param range such as `1764367200;1764370800`, in seconds */
function checkTime(range: string, now: number): void {
  const [, from, to] = /^(\d+);(\d+)$/.exec(range) ?? [];
  if (from === undefined || to === undefined) throw new CloudError('AccessDenied', `The time ${range} is malformed.`);
  if (now < Number(from) - allowedSkew || now > Number(to)) {
    throw new CloudError('RequestTimeTooSkewed', 'The time of the request differs too much from that of the server.');
  }
}

/** The allowed difference of the caller's clock, in seconds. No document names it. platform: cos-signature */
const allowedSkew = 900;

interface SigningParts {
  readonly secretKey: string;
  readonly keyTime: string;
  /** Returns a field of the `Authorization` header. */
  readonly fields: (name: string) => string;
}

function sign({ method, url, headers }: CosRequest, { secretKey, keyTime, fields }: SigningParts): string {
  const names = (list: string) => list.split(';').filter((name) => name !== '');
  const pairs = (list: string, values: (name: string) => readonly string[]) =>
    [...new Set(names(list))]
      .flatMap((name) => [...values(name)].sort().map((value) => `${name}=${encode(value)}`))
      .join('&');
  const query = [...url.searchParams].map(([name, value]) => [encode(name).toLowerCase(), value] as const);
  const httpString = [
    method.toLowerCase(),
    decodeURIComponent(url.pathname),
    pairs(fields('q-url-param-list'), (name) => query.flatMap(([key, value]) => (key === name ? [value] : []))),
    pairs(fields('q-header-list'), (name) => [headers[decodeURIComponent(name)] ?? []].flat()),
    '',
  ].join('\n');
  const toSign = `sha1\n${keyTime}\n${createHash('sha1').update(httpString).digest('hex')}\n`;
  return hmac(hmac(secretKey, keyTime), toSign);
}

const hmac = (key: string, text: string) => createHmac('sha1', key).update(text).digest('hex');

/** Encodes all characters but letters, digits and `-_.~`. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

function splitAt(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
