import { handlePattern } from '../../../../function/verification/keyed-hash';
import { problemFields, rules } from '../../../../function/verification/outcome';
import type { JsonSchema } from './json-schema';

/** The form of 32 bytes in base64url. */
const base64Url = String.raw`^[\w-]{43}$`;

const seconds = (description: string): JsonSchema => ({ type: 'integer', minimum: 1, description });

/** The schema of each field of a reply but `codeStr`, which each outcome has its own of. */
export const replyFields: Readonly<Record<string, JsonSchema>> = {
  msg: {
    type: 'string',
    description:
      'The outcome in English or Chinese, as `Accept-Language` prefers. `docs/use-it.md` says which texts are for developers; all others are for users.',
  },
  errorMessage: {
    type: 'string',
    description: 'The same as `msg`, under the name that the vendor’s document gives it.',
  },
  field: { type: 'string', enum: problemFields, description: 'What is wrong: a field, the body, or the HTTP method.' },
  rule: {
    type: 'string',
    enum: rules,
    description:
      'What is wrong with it. `no-country-code`: it is a mobile number without its country code. `not-allowed`: it is well-formed, but none of the allowed values.',
  },
  expiresIn: seconds('For how many seconds the code is valid.'),
  retryAfter: seconds(
    'After how many seconds a new code can be requested, or the request can be repeated. Limits of a day last until midnight.',
  ),
  handle: {
    type: 'string',
    pattern: handlePattern.source,
    description: 'Names this code: send it with `login`, so that nobody else can use up or replace the code.',
  },
  token: {
    type: 'string',
    pattern: String.raw`^[\w-]+\.[\w-]+\.[\w-]+$`,
    description: 'A JWT that says whose number it is. Missing if the function has no keys to sign it with.',
  },
  keys: {
    type: 'array',
    description: 'The public keys. The header `kid` of a token names the one that signed it.',
    items: {
      type: 'object',
      required: ['kty', 'crv', 'x', 'y', 'kid', 'alg', 'use'],
      properties: {
        kty: { type: 'string', const: 'EC' },
        crv: { type: 'string', const: 'P-256' },
        x: { type: 'string', pattern: base64Url },
        y: { type: 'string', pattern: base64Url },
        kid: { type: 'string', pattern: base64Url },
        alg: { type: 'string', const: 'ES256' },
        use: { type: 'string', const: 'sig' },
      },
    },
  },
  attemptsLeft: { type: 'integer', minimum: 0, description: 'How many more codes can be tried.' },
};

/** The description of each header of a reply. */
export const replyHeaders: Readonly<Record<string, JsonSchema>> = {
  'cache-control': { description: 'Replies are never cached; only public keys are.' },
  'retry-after': {
    description: 'The same number of seconds as `retryAfter` in the body.',
    schema: { type: 'string', pattern: '^[1-9][0-9]*$' },
    example: '30',
  },
  allow: { description: 'The HTTP methods that there are.', schema: { type: 'string' } },
  vary: { description: 'Set if `CORS_ORIGINS` lists origins.', schema: { type: 'string', const: 'Origin' } },
  'access-control-allow-origin': {
    description: 'The origin of the page that sent the request, or `*`, if its pages may read the reply.',
    schema: { type: 'string' },
    // Mock servers send it, so that pages can read what they answer.
    example: '*',
  },
  'access-control-expose-headers': {
    description: 'The headers of the reply that such a page may read.',
    schema: { type: 'string' },
    example: 'Retry-After',
  },
  'access-control-allow-methods': { description: 'The HTTP methods for such a page.', schema: { type: 'string' } },
  'access-control-allow-headers': { description: 'The headers that such a page may send.', schema: { type: 'string' } },
  'access-control-max-age': {
    description: 'For how many seconds a browser keeps the answer.',
    schema: { type: 'string', pattern: '^[1-9][0-9]*$' },
  },
};
