import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { HttpReply } from './http-endpoint';
import type { InvocationFailure } from './invocation';

/**
 * Reads API Gateway's integrated response: a reply in which the function sets status, headers and body. platform: integrated-reply
 *
 * @returns `undefined` if the reply is not one
 */
export function readIntegratedReply(reply: unknown): HttpReply | undefined {
  if (typeof reply !== 'object' || reply === null) return undefined;
  const {
    statusCode,
    headers = {},
    body = '',
    isBase64Encoded = false,
  }: Readonly<Record<string, unknown>> = { ...reply };
  const isStatus =
    typeof statusCode === 'number' && Number.isInteger(statusCode) && statusCode >= 200 && statusCode <= 599;
  if (!isStatus) return undefined;
  if (typeof body !== 'string' || typeof isBase64Encoded !== 'boolean') return undefined;
  const readHeaders = toHeaders(headers);
  if (readHeaders === undefined) return undefined;
  return { statusCode, headers: readHeaders, body: isBase64Encoded ? Buffer.from(body, 'base64') : body };
}

/** @returns `undefined` if they are not headers of HTTP */
function toHeaders(headers: unknown): HttpReply['headers'] | undefined {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return undefined;
  const read: Record<string, string | string[]> = {};
  try {
    for (const [name, value] of Object.entries(headers)) {
      validateHeaderName(name);
      read[name] = Array.isArray(value) ? value.map((one) => toHeaderValue(name, one)) : toHeaderValue(name, value);
    }
    return read;
  } catch {
    return undefined;
  }
}

/** @throws if it is not the value of a header */
function toHeaderValue(name: string, value: unknown): string {
  const isSendable = ['string', 'boolean'].includes(typeof value) || Number.isFinite(value);
  if (!isSendable) throw new TypeError(`${name} has no value that can be sent`);
  const text = String(value);
  validateHeaderValue(name, text);
  return text;
}

/** The HTTP reply to clients after a failed invocation. platform: api-gateway-failed-invocation */
export function failureReply(failure: InvocationFailure): HttpReply {
  return jsonReply(failure.statusCode, failureContent(failure));
}

/** The platform's description of a failed invocation, for clients and for the log. */
export function failureContent({ statusCode, errorMessage, requestId, stackTrace }: InvocationFailure): object {
  const errorCode = stackTrace === undefined ? -1 : 1;
  return { errorCode, errorMessage, requestId, stackTrace, statusCode };
}

export function jsonReply(statusCode: number, content: unknown): HttpReply {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(content) };
}
