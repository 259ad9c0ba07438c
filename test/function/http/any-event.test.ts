import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns, propertyTimeout } from '../../support/property-runs';
import { startTrialService } from '../trial-service';

/** Strings that may be in an event: random ones, valid values, and values that often cause errors. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'getSms',
    'login',
    '8618566246600',
    '+86 185 6624 6600',
    '123456',
    '\0',
    '📱',
    '__proto__',
    '[object Object]',
  ),
);
const value = fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: fc.anything() });
const fields = fc.oneof(
  fc.record({ method: value, phone: value, code: value, ticket: value }, { requiredKeys: [] }),
  fc.dictionary(text, value),
);
const body = fc.oneof(
  text,
  fc.json(),
  fields.map((object) => JSON.stringify(object, (_, nested) => (typeof nested === 'bigint' ? String(nested) : nested))),
  fields.map((object) =>
    Object.entries(object)
      .map(([name, nested]) => `${name}=${typeof nested}`)
      .join('&'),
  ),
  fc.anything(),
);
const event = fc.oneof(
  fc.anything(),
  fc.record(
    {
      httpMethod: fc.oneof(fc.constantFrom('GET', 'POST', 'OPTIONS', 'PUT', 'get'), value),
      headers: fc.oneof(
        fc.dictionary(
          fc.constantFrom(
            'content-type',
            'Content-Type',
            'ORIGIN',
            'sec-fetch-site',
            'accept-language',
            'X-Forwarded-For',
          ),
          text,
        ),
        fc.constant({ 'content-type': 'application/json' }),
        fc.anything(),
      ),
      queryString: fc.oneof(fields, text, fc.anything()),
      body,
      isBase64Encoded: fc.oneof(fc.boolean(), fc.anything()),
      requestContext: fc.oneof(fc.record({ sourceIp: value }), fc.anything()),
    },
    { requiredKeys: [] },
  ),
);

const knownStatuses = [200, 400, 403, 405, 413, 429];

describe('Any event', () => {
  it('gets a reply with a codeStr and a known status', { timeout: propertyTimeout }, async () => {
    const service = startTrialService({ CORS_ORIGINS: 'https://app.example.com' });
    await fc.assert(
      fc.asyncProperty(event, fc.anything(), async (anyEvent, context) => {
        const before = process.cpuUsage();
        const { statusCode, body } = await service.answer(anyEvent, context);
        const { user, system } = process.cpuUsage(before);
        // No input may take pathologically long: a second of processor time, which a busy machine does not change.
        expect(user + system).toBeLessThan(1_000_000);
        expect(knownStatuses).toContain(statusCode);
        expect(body.codeStr).toMatch(/^[A-Z]/);
        expect(typeof body.msg).toBe('string');
      }),
      { numRuns: propertyRuns },
    );
    expect(service.log.filter((line) => line.event === 'internal_error')).toEqual([]);
  });
});
