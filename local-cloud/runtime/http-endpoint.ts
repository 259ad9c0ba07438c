import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { findForeignPage, findForeignSource, refusalText } from '../loopback';
import { readBody } from './request-body';

/** An HTTP server on loopback that invokes a function. */
export interface HttpEndpoint {
  /** Its address, ending with a slash or with a path. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** A request, as the platform's triggers pass it to functions. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** A parameter that occurs more than once has an array. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text, or base64 if the bytes are not valid UTF-8. */
  readonly body: string;
  readonly isBase64Encoded: boolean;
  /** The client's IP address. */
  readonly clientAddress: string;
}

export interface HttpReply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Buffer;
}

export interface EndpointOptions {
  /** Port to listen on. @default - a free port */
  readonly port?: number;
  /**
   * Returns the address of a request's client, for tests with several clients; called once for each request.
   * @default - the address of the other end of the connection, which is 127.0.0.1
   */
  readonly clientAddress?: (() => string) | undefined;
  /** Whether a `Host` header names a domain of this endpoint. @default - only loopback names are served */
  readonly servesHost?: ((host: string) => boolean) | undefined;
  /** Replaces each reply, to simulate a platform that behaves otherwise. @default - replies are sent as they are */
  readonly changeReply?: ((reply: HttpReply, method: string) => HttpReply) | undefined;
}

/** Headers of the connection, which only the server may set. */
const connectionHeaders = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);

const tooLarge = textReply(413, 'The body is larger than 6 MB.');

/** Serves HTTP on loopback. */
export async function startHttpEndpoint(
  { port = 0, clientAddress, servesHost, changeReply }: EndpointOptions,
  answer: (request: HttpRequest) => Promise<HttpReply>,
): Promise<HttpEndpoint> {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host = '' } = request.headers;
    const foreign = servesHost?.(host) ? findForeignPage(request) : findForeignSource(request);
    if (foreign !== undefined) return send(response, textReply(403, refusalText(foreign)));
    const address = clientAddress?.() ?? request.socket.remoteAddress ?? '';
    const body = await readBody(request);
    const head = readHead(request);
    const reply = body === undefined ? tooLarge : await answer({ ...head, ...body, clientAddress: address });
    const changed = changeReply?.(reply, head.method) ?? reply;
    send(response, changed);
    if (head.method === 'HEAD' && changed.body !== reply.body) response.socket?.end(changed.body);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');

  return {
    url: `http://127.0.0.1:${address.port}/`,
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Returns `X-Forwarded-For` with the addresses appended to what the client has sent. */
export function forwardedFor(headers: HttpRequest['headers'], addresses: readonly string[]): string {
  const { 'x-forwarded-for': sent = '' } = headers;
  return (sent === '' ? addresses : [sent, ...addresses]).join(', ');
}

function readHead({ method = 'GET', url = '/', headers }: IncomingMessage) {
  const queryStart = url.indexOf('?');
  const path = queryStart === -1 ? url : url.slice(0, queryStart);
  return {
    method,
    path,
    query: readQuery(queryStart === -1 ? '' : url.slice(queryStart)),
    headers: joinHeaders(headers),
  };
}

function readQuery(search: string): HttpRequest['query'] {
  const query: Record<string, string | string[]> = Object.create(null);
  if (search === '') return query;
  for (const [name, value] of new URLSearchParams(search)) {
    const earlier = query[name];
    query[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return query;
}

/** Node.js has only cookies as arrays. */
function joinHeaders(headers: IncomingMessage['headers']): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    joined[name] = typeof value === 'string' ? value : [value].flat().join(', ');
  }
  return joined;
}

function send(response: ServerResponse, { statusCode, headers, body }: HttpReply): void {
  response.statusCode = statusCode;
  for (const [name, value] of Object.entries(headers)) {
    if (!connectionHeaders.has(name.toLowerCase())) response.setHeader(name, value);
  }
  response.end(body);
}

function textReply(statusCode: number, message: string): HttpReply {
  return { statusCode, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${message}\n` };
}
