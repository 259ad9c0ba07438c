import { describe, expect, it } from 'vitest';
import type { Credential } from '../../../../local-cloud/account/credentials';
import { type CosRequest, checkCosSignature } from '../../../../local-cloud/api/cos/cos-signature';

/** The keys of the examples in the vendor's document of the signature (product/436/7778). */
const keys = { secretId: 'AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q', secretKey: 'BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz' };
const host = 'examplebucket-1250000000.cos.ap-beijing.myqcloud.com';
const object = `https://${host}/exampleobject(%E8%85%BE%E8%AE%AF%E4%BA%91)`;

/** What the document's examples sign. */
interface Example {
  readonly time: string;
  readonly headers: string;
  readonly parameters: string;
  readonly signature: string;
}

const authorizationOf = ({ time, headers, parameters, signature }: Example) =>
  `q-sign-algorithm=sha1&q-ak=${keys.secretId}&q-sign-time=${time}&q-key-time=${time}&q-header-list=${headers}` +
  `&q-url-param-list=${parameters}&q-signature=${signature}`;

const upload: CosRequest = {
  method: 'PUT',
  url: new URL(object),
  headers: {
    date: 'Thu, 16 May 2019 06:45:51 GMT',
    host,
    'content-type': 'text/plain',
    'content-length': '13',
    'content-md5': 'mQ/fVh815F3k6TAUm8m0eg==',
    'x-cos-acl': 'private',
    'x-cos-grant-read': 'uin="100000000011"',
    authorization: authorizationOf({
      time: '1557989151;1557996351',
      headers: 'content-length;content-md5;content-type;date;host;x-cos-acl;x-cos-grant-read',
      parameters: '',
      signature: '3b8851a11a569213c17ba8fa7dcf2abec6935172',
    }),
  },
};
const download: CosRequest = {
  method: 'GET',
  url: new URL(`${object}?response-content-type=application%2Foctet-stream&response-cache-control=max-age%3D600`),
  headers: {
    date: 'Thu, 16 May 2019 06:55:53 GMT',
    host,
    authorization: authorizationOf({
      time: '1557989753;1557996953',
      headers: 'date;host',
      parameters: 'response-cache-control;response-content-type',
      signature: '01681b8c9d798a678e43b685a9f1bba0f6c0e012',
    }),
  },
};
const signedAt = 1_557_989_800_000;

const check = (request: CosRequest, found: Credential | undefined = keys, now = signedAt) =>
  checkCosSignature(request, () => found, now);
const withHeaders = (request: CosRequest, headers: CosRequest['headers']) => ({
  ...request,
  headers: { ...request.headers, ...headers },
});
const refused = (code: string) => expect.objectContaining({ code });

// platform: cos-signature
describe('A signature of COS', () => {
  it('is taken in the examples of the vendor’s document', () => {
    expect(check(upload)).toBe(keys);
    expect(check(download)).toBe(keys);
  });

  it('covers the method, the path, and the headers and parameters that it lists', () => {
    const changed: readonly CosRequest[] = [
      { ...upload, method: 'DELETE' },
      { ...upload, url: new URL(`https://${host}/another`) },
      withHeaders(upload, { 'x-cos-acl': 'public-read' }),
      { ...download, url: new URL(download.url.href.replace('600', '601')) },
    ];
    for (const request of changed) expect(() => check(request)).toThrow(refused('SignatureDoesNotMatch'));
    expect(() => check(upload, { ...keys, secretKey: 'another' })).toThrow(refused('SignatureDoesNotMatch'));
  });

  it('ends with its time', () => {
    expect(() => check(upload, keys, 1_557_996_352_000)).toThrow(refused('RequestTimeTooSkewed'));
    expect(() => check(upload, keys, 1_557_980_000_000)).toThrow(refused('RequestTimeTooSkewed'));
  });

  it('needs keys that exist, and the token that belongs to them', () => {
    expect(() => checkCosSignature(upload, () => undefined, signedAt)).toThrow(refused('InvalidAccessKeyId'));
    const temporary = { ...keys, token: 'token', expiresAt: signedAt + 1 };
    const sent = withHeaders(upload, { 'x-cos-security-token': 'token' });
    expect(check(sent, temporary)).toBe(temporary);
    expect(() => check(upload, temporary)).toThrow(refused('AccessDenied'));
    expect(() => check(sent, keys)).toThrow(refused('AccessDenied'));
    expect(() => check(sent, { ...temporary, expiresAt: signedAt })).toThrow(refused('ExpiredToken'));
  });

  it('is refused if it is missing or malformed', () => {
    const { authorization = '', ...headers } = upload.headers;
    const malformed = [authorization.replace('sha1', 'sha256'), authorization.replace('q-header-list', 'headers'), 'q'];
    for (const request of [
      { ...upload, headers },
      ...malformed.map((text) => withHeaders(upload, { authorization: text })),
    ]) {
      expect(() => check(request)).toThrow(refused('AccessDenied'));
    }
  });
});
