import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSignature, type SignedRequest } from '../../../local-cloud/api/tc3-signature';
import { propertyRuns, propertyTimeout } from '../../support/property-runs';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const keys = { secretKey: 'key' };
const check = (request: SignedRequest) => checkSignature(request, (id) => (id === 'AKIDa' ? keys : undefined), now);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Signs a request as the API's documentation describes. */
function signed(body: string): SignedRequest {
  const timestamp = String(now / 1000);
  const headers = { 'content-type': 'application/json', host: 'sms.tencentcloudapi.com' };
  const canonicalHeaders = `content-type:${headers['content-type']}\nhost:${headers.host}\n`;
  const canonical = ['POST', '/', '', canonicalHeaders, 'content-type;host', sha256(body)].join('\n');
  const scope = '2026-01-02/sms/tc3_request';
  const toSign = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
  const key = hmac(hmac(hmac('TC3key', '2026-01-02'), 'sms'), 'tc3_request');
  const signature = hmac(key, toSign).toString('hex');
  const authorization = `TC3-HMAC-SHA256 Credential=AKIDa/${scope}, SignedHeaders=content-type;host, Signature=${signature}`;
  const all = { ...headers, authorization, 'x-tc-timestamp': timestamp };
  return { method: 'POST', url: '/', headers: all, body: Buffer.from(body) };
}

describe('A signature', { timeout: propertyTimeout }, () => {
  it('of any body is accepted', () => {
    const property = fc.property(fc.string({ unit: 'binary' }), (body) => {
      expect(check(signed(body))).toBeUndefined();
    });
    fc.assert(property, { numRuns: propertyRuns });
  });

  it('is refused for any other body, path or header', () => {
    const change = fc.record({ what: fc.constantFrom('body', 'url', 'host', 'content-type'), text: fc.string() });
    const property = fc.property(change, ({ what, text }) => {
      const request = signed('{"a":1}');
      const before = { body: '{"a":1}', url: '/', host: 'sms.tencentcloudapi.com', 'content-type': 'application/json' };
      fc.pre(text.trim().toLowerCase() !== before[what as keyof typeof before]);
      fc.pre(what !== 'url' || !['?', '#'].some((mark) => text.startsWith(mark)));
      const changed =
        what === 'body'
          ? { ...request, body: Buffer.from(text) }
          : what === 'url'
            ? { ...request, url: `/${text}x` }
            : { ...request, headers: { ...request.headers, [what]: text } };
      expect(check(changed)?.code).toMatch(/^AuthFailure\./);
    });
    fc.assert(property, { numRuns: propertyRuns });
  });

  it('that is malformed in any way is refused, and no header breaks the check', () => {
    const name = fc.constantFrom('authorization', 'x-tc-timestamp', 'x-tc-token', 'host', 'content-type');
    const headers = fc.dictionary(name, fc.oneof(fc.string(), fc.constant(signed('').headers.authorization ?? '')));
    const property = fc.property(headers, (received) => {
      const error = check({ method: 'POST', url: '/', headers: received, body: Buffer.from('other') });
      expect(error?.code).toMatch(/^(AuthFailure\.|MissingParameter)/);
    });
    fc.assert(property, { numRuns: propertyRuns });
  });
});
