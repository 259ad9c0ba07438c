import { validateHeaderName, validateHeaderValue } from 'node:http';
import { z } from 'zod';
import type { HttpReply } from './http-endpoint';
import type { InvocationFailure } from './invocation';

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** API Gateway's integrated response: a reply in which the function sets status, headers and body. platform: integrated-reply */
const integratedReply = z.object({
  isBase64Encoded: z.boolean().optional(),
  statusCode: z.int().min(200).max(599),
  headers: z
    .record(z.string(), z.union([headerValue, z.array(headerValue)]))
    .optional()
    .refine(areHeaders),
  body: z.string().optional(),
});

/** @returns `undefined` if the reply is not an integrated response */
export function readIntegratedReply(reply: unknown): HttpReply | undefined {
  const read = integratedReply.safeParse(reply);
  if (!read.success) return undefined;
  const { statusCode, headers = {}, body = '', isBase64Encoded = false } = read.data;
  return { statusCode, headers, body: isBase64Encoded ? Buffer.from(body, 'base64') : body };
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

function areHeaders(headers: Readonly<Record<string, string | readonly string[]>> = {}): boolean {
  try {
    for (const [name, value] of Object.entries(headers)) {
      validateHeaderName(name);
      for (const one of [value].flat()) validateHeaderValue(name, one);
    }
    return true;
  } catch {
    return false;
  }
}
