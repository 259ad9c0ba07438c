import type { Problem } from '../verification/outcome';
import { readBody } from './body';
import type { HttpEvent } from './event';
import { type ReadValue, readQuery, repeated } from './values';

/** The values of the field `method`, each with the other fields that it reads. */
export const methodFields = {
  getSms: ['phone', 'ticket', 'randstr'],
  login: ['phone', 'code', 'handle'],
  jwks: [],
} as const;

/** A value of the field `method`. */
export type Method = keyof typeof methodFields;

/** A field of a request. All others are ignored. */
export type FieldName = 'method' | (typeof methodFields)[Method][number];

const fieldNames: readonly FieldName[] = ['method', ...new Set(Object.values(methodFields).flat())];

/** The fields as text; empty fields count as missing. */
export type Fields = Readonly<Partial<Record<FieldName, string>>>;

/** The fields of a request, or why they cannot be read. */
export type FieldsReading = { readonly fields: Fields } | { readonly problem: Problem };

/** The supported HTTP methods. */
export const httpMethods = ['GET', 'POST', 'OPTIONS'] as const;

/** Whether a request names a method that there is. */
export function isMethod(method: string | undefined): method is Method {
  return method !== undefined && Object.hasOwn(methodFields, method);
}

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
  const fields: Partial<Record<FieldName, string>> = {};
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
