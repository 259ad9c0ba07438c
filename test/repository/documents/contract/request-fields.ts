import type { FieldName } from '../../../../function/http/fields';
import { handlePattern } from '../../../../function/verification/keyed-hash';
import type { JsonSchema } from './json-schema';

/** The schema of each field of a request but `method`. The compiler asks for every field. */
export const requestFields: Readonly<Record<Exclude<FieldName, 'method'>, JsonSchema>> = {
  phone: {
    type: 'string',
    description:
      'Mobile number with its country code: `8618566246600`, `+86 185 6624 6600`, `008618566246600`. In a query string, `+` is written as `%2B`.',
    examples: ['8618566246600'],
  },
  code: {
    type: 'string',
    description: 'The six digits of the message, as the user entered them.',
    examples: ['042137'],
  },
  handle: {
    type: 'string',
    pattern: handlePattern.source,
    description:
      'The `handle` of the reply to `getSms`: the code of that request alone is checked, with attempts of its own. Without it, the newest code of the number is checked.',
    examples: ['b1VkZ3J4Y0p0dFhL'],
  },
  ticket: {
    type: 'string',
    description: 'The `ticket` that the captcha’s script returned. Only if the captcha is on.',
  },
  randstr: {
    type: 'string',
    description: 'The `randstr` that the captcha’s script returned. Only if the captcha is on.',
  },
};

/** The fields that a request must have. */
export const requiredFields: ReadonlySet<FieldName> = new Set<FieldName>(['method', 'phone', 'code']);
