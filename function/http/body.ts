import type { Problem } from '../verification/outcome';
import type { HttpEvent } from './event';
import { type ReadValue, readForm, readJson } from './values';

/** Maximum size of a body, in bytes. */
const maximumSize = 64 * 1024;

/**
 * Reads a body as JSON if its content type is JSON, and otherwise as a URL-encoded form, as the vendor's demo does. Refuses
 * multipart bodies. platform: vendor-demo-replies
 */
export function readBody(event: HttpEvent): { readonly readValue: ReadValue } | { readonly problem: Problem } {
  const { body, isBase64Encoded } = event;
  if (body === undefined || body === null) return { readValue: () => undefined };
  if (typeof body !== 'string') return { problem: { field: 'body', rule: 'not-text' } };
  if (Buffer.byteLength(body, isBase64Encoded ? 'base64' : undefined) > maximumSize) {
    return { problem: { field: 'body', rule: 'too-large' } };
  }
  const text = isBase64Encoded ? decodeBase64(body) : body;
  if (text === undefined) return { problem: { field: 'body', rule: 'malformed' } };
  const type = mediaType(event.header('content-type'));
  if (type.startsWith('multipart/')) return { problem: { field: 'body', rule: 'not-allowed', allowed: allowedTypes } };
  if (type !== 'application/json') return { readValue: readForm(text) };
  const readValue = readJson(text);
  return readValue === undefined ? { problem: { field: 'body', rule: 'malformed' } } : { readValue };
}

/** The content types of a body. */
export const allowedTypes = ['application/x-www-form-urlencoded', 'application/json'] as const;

function mediaType(contentType: string): string {
  const end = contentType.indexOf(';');
  return (end === -1 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}

/** platform: event-body-base64. @returns `undefined` if the text is not base64-encoded UTF-8 */
function decodeBase64(text: string): string | undefined {
  if (!/^[\w+/-]*={0,2}$/.test(text)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64'));
  } catch {
    return undefined;
  }
}
