import { randomUUID } from 'node:crypto';

/** Accepts the platform's request IDs, which are UUIDs, and similar IDs. */
const requestIdPattern = /^[\w-]{1,64}$/;

/** An HTTP request, read from an event. Fields of type `unknown` are not validated yet. */
export interface HttpEvent {
  /** ID of the invocation, up to 64 characters. A retry of the same invocation has the same ID. platform: request-id */
  readonly requestId: string;
  /** In upper case; empty if the event has none. */
  readonly method: string;
  /** Empty if the event has none. */
  readonly path: string;
  /** `requestContext.sourceIp`, which the platform sets. platform: event-source-ip. @default - the event has none */
  readonly sourceIp: string | undefined;
  readonly queryString: unknown;
  readonly body: unknown;
  readonly isBase64Encoded: boolean;
  /** Returns the value of a header, whose name is case-insensitive; empty if there is none or more than one. */
  header(name: string): string;
}

/** Reads an event of API Gateway or of an API-Gateway-compatible Function URL. platform: event-shape, function-url-same-event */
export function readEvent(event: unknown, context: unknown): HttpEvent {
  const { httpMethod, path, headers, queryString, body, isBase64Encoded, requestContext } = asObject(event);
  const { request_id: requestId } = asObject(context);
  const { sourceIp } = asObject(requestContext);
  const header = (name: string) => readHeader(asObject(headers), name);
  return {
    requestId: typeof requestId === 'string' && requestIdPattern.test(requestId) ? requestId : randomUUID(),
    method: typeof httpMethod === 'string' ? httpMethod.toUpperCase() : '',
    path: typeof path === 'string' ? path : '',
    sourceIp: typeof sourceIp === 'string' ? sourceIp : undefined,
    queryString,
    body,
    isBase64Encoded: isBase64Encoded === true,
    header,
  };
}

function readHeader(headers: Record<string, unknown>, name: string): string {
  let value: unknown;
  let matches = 0;
  for (const key in headers) {
    if (key.length !== name.length || key.toLowerCase() !== name) continue;
    value = headers[key];
    matches++;
  }
  return matches === 1 && typeof value === 'string' ? value : '';
}

/** Returns the value itself if it is an object, otherwise an empty one. */
export function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
