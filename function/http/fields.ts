import type { Problem } from '../verification/outcome';
import { readBody } from './body';
import type { HttpEvent } from './event';
import { type ReadValue, readQuery, repeated } from './values';

/** The fields of a request. All others are ignored. */
const fieldNames = ['method', 'phone', 'code', 'handle', 'ticket', 'randstr'] as const;

/** The fields as text; empty fields count as missing. */
export type Fields = Readonly<Partial<Record<(typeof fieldNames)[number], string>>>;

/** The fields of a request, or why they cannot be read. */
export type FieldsReading = { readonly fields: Fields } | { readonly problem: Problem };

/** The supported HTTP methods. */
export const httpMethods = ['GET', 'POST', 'OPTIONS'] as const;

/** Reads the fields from the body of a POST request, otherwise from the query string. */
export function readFields(event: HttpEvent): FieldsReading {
  switch (event.method) {
    case 'POST': {
      const body = readBody(event);
      return 'problem' in body ? body : pickFields(body.readValue);
    }
    // An event without a method is not an HTTP request; the reply names the missing field.
    case '':
    case 'GET':
      return pickFields(readQuery(event.queryString));
    default:
      return { problem: { field: 'httpMethod', rule: 'not-allowed', allowed: httpMethods } };
  }
}

function pickFields(readValue: ReadValue): FieldsReading {
  const fields: Partial<Record<(typeof fieldNames)[number], string>> = {};
  for (const field of fieldNames) {
    const value = readValue(field);
    if (value === undefined || value === null) continue;
    if (value === repeated) return { problem: { field, rule: 'repeated' } };
    if (typeof value !== 'string') return { problem: { field, rule: 'not-text' } };
    const text = value.trim();
    if (text !== '') fields[field] = text;
  }
  return { fields };
}
