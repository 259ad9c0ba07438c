import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A request, read. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** A list where a name is repeated. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: IncomingMessage['headers'];
  /** Text, or base64. */
  readonly body: string;
  readonly isBase64Encoded: boolean;
  /** Address of the client, which it cannot choose. */
  readonly clientAddress: string;
}

/** Bytes that a body may have. */
const bodyLimit = 6 * 1024 * 1024;

/** @returns `undefined` where the body is too long */
export async function readHttpRequest(request: IncomingMessage): Promise<HttpRequest | undefined> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (Number(request.headers['content-length'] ?? 0) > bodyLimit) return undefined;
  const body = await buffer(request);
  if (body.length > bodyLimit) return undefined;
  const text = body.toString();
  const isBase64Encoded = !Buffer.from(text).equals(body);
  const query = [...new Set(searchParams.keys())].map((name) => {
    const values = searchParams.getAll(name);
    return [name, values.length > 1 ? values : (values[0] ?? '')] as const;
  });
  return {
    method: request.method ?? 'GET',
    path: pathname,
    query: Object.fromEntries(query),
    headers: request.headers,
    body: isBase64Encoded ? body.toString('base64') : text,
    isBase64Encoded,
    clientAddress: request.socket.remoteAddress ?? '',
  };
}

/** The event of a Function URL that is compatible with API Gateway. */
export function functionUrlEvent(request: HttpRequest): object {
  const { method, path, query, headers, body, isBase64Encoded, clientAddress } = request;
  return {
    httpMethod: method,
    path,
    headers: { ...headers, 'x-scf-remote-addr': clientAddress },
    ...(Object.keys(query).length > 0 && { queryString: query }),
    body,
    ...(isBase64Encoded && { isBase64Encoded }),
  };
}

export interface GatewayEventOptions {
  readonly serviceId: string;
  readonly stage: string;
  /** Path of the API, behind that of the stage. */
  readonly path: string;
  readonly requestId: string;
}

/** The event of API Gateway. */
export function apiGatewayEvent(
  request: HttpRequest,
  { serviceId, stage, path, requestId }: GatewayEventOptions,
): object {
  const { method, query, headers, body, isBase64Encoded, clientAddress } = request;
  return {
    requestContext: {
      serviceId,
      path,
      httpMethod: 'ANY',
      requestId,
      identity: {},
      sourceIp: clientAddress,
      stage,
    },
    headers: { ...headers, 'x-api-requestid': requestId },
    body,
    pathParameters: {},
    queryStringParameters: {},
    headerParameters: {},
    stageVariables: { stage },
    path,
    queryString: query,
    httpMethod: method,
    isBase64Encoded,
  };
}
