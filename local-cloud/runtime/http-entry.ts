import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { foreignPart, refusalOf } from '../loopback';
import { readBody } from './request-body';

/** A way in: an HTTP server of this machine. */
export interface HttpEntry {
  /** Where it answers, with a slash at its end or a path. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** A request, as the platform's triggers tell functions of it. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** An array where a name is repeated. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text, or base64 of what is none. */
  readonly body: string;
  readonly isBase64Encoded: boolean;
  readonly clientAddress: string;
}

export interface HttpReply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Buffer;
}

/** Headers of the connection, which are the server's to set. */
const connectionHeaders = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);

/** @param port 0 for a free one */
export async function startHttpEntry(
  port: number,
  answer: (request: HttpRequest) => Promise<HttpReply>,
): Promise<HttpEntry> {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const foreign = foreignPart(request.headers);
    if (foreign !== undefined) return refuse(response, 403, refusalOf(foreign));
    const body = await readBody(request);
    if (body === undefined) return refuse(response, 413, 'A body has 6 MB at most.');
    send(response, await answer({ ...readHead(request), ...body }));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port was given');

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

function readHead({ method = 'GET', url = '/', headers, socket }: IncomingMessage) {
  const [path = '/', ...search] = url.split('?');
  const query = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(search.join('?'))) {
    const before = query.get(name);
    query.set(name, before === undefined ? value : [before, value].flat());
  }
  return {
    method,
    path,
    query: Object.fromEntries(query),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')])),
    clientAddress: socket.remoteAddress ?? '',
  };
}

function send(response: ServerResponse, { statusCode, headers, body }: HttpReply): void {
  response.statusCode = statusCode;
  for (const [name, value] of Object.entries(headers)) {
    if (!connectionHeaders.has(name.toLowerCase())) response.setHeader(name, value);
  }
  response.end(body);
}

function refuse(response: ServerResponse, statusCode: number, message: string): void {
  send(response, { statusCode, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${message}\n` });
}
