import { randomUUID } from 'node:crypto';

/** The platform's ids are UUIDs. */
const idForm = /^[\w-]{1,64}$/;

/** What the platform tells of a request besides its fields. Everything is checked: an event may be anything. */
export interface HttpEvent {
  /** Of the invocation, up to 64 characters: a repeat of the same invocation has the same. */
  readonly requestId: string;
  /** Upper case; empty where the event names none. */
  readonly method: string;
  /** Of the client, by the word of the platform; empty where it names none. */
  clientAddress(): string;
  readonly queryString: unknown;
  readonly body: unknown;
  readonly isBase64Encoded: boolean;
  /** The value of a header, whatever the case of its name; empty where there is none or more than one. */
  header(name: string): string;
}

/**
 * Reads an event of API Gateway, or of a Function URL that is compatible with it. The client's address is API Gateway's
 * `requestContext.sourceIp` or a Function URL's header `x-scf-remote-addr`, never what the client itself can claim.
 */
export function readEvent(event: unknown, context: unknown): HttpEvent {
  const { httpMethod, headers, queryString, body, isBase64Encoded, requestContext } = asObject(event);
  const { request_id: requestId } = asObject(context);
  const header = (name: string) => readHeader(asObject(headers), name);
  return {
    requestId: typeof requestId === 'string' && idForm.test(requestId) ? requestId : randomUUID(),
    method: typeof httpMethod === 'string' ? httpMethod.toUpperCase() : '',
    clientAddress: () => {
      const { sourceIp } = asObject(requestContext);
      return typeof sourceIp === 'string' ? sourceIp : header('x-scf-remote-addr');
    },
    queryString,
    body,
    isBase64Encoded: isBase64Encoded === true,
    header,
  };
}

function readHeader(headers: Record<string, unknown>, name: string): string {
  let value: unknown;
  let found = 0;
  for (const key in headers) {
    if (key.length !== name.length || key.toLowerCase() !== name) continue;
    value = headers[key];
    found++;
  }
  return found === 1 && typeof value === 'string' ? value : '';
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
