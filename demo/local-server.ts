import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Handler } from '../function/http/handler';
import { findForeignSource, refusalText } from '../local-cloud/loopback';

/** Creates an HTTP server that invokes a handler with the events of a Function URL. */
export function createLocalServer(handle: Handler): Server {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const foreign = findForeignSource(request.headers);
    if (foreign !== undefined) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end(`${refusalText(foreign)}\n`);
      return;
    }
    const { statusCode, headers, body } = await handle(await toEvent(request), { request_id: randomUUID() });
    response.writeHead(statusCode, headers).end(request.method === 'HEAD' ? undefined : body);
  }

  return createServer((request, response) => {
    // A client that closes the connection in the middle of a body must not stop the server.
    answer(request, response).catch((error: Error) => response.destroy(error));
  });
}

async function toEvent(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const searchParams = new URLSearchParams(query.join('?'));
  const body = await buffer(request);
  const text = body.toString();
  const isText = Buffer.from(text).equals(body);
  return {
    httpMethod: request.method,
    path,
    // The platform's own header comes last, so that clients cannot forge it.
    headers: { ...request.headers, 'x-scf-remote-addr': request.socket.remoteAddress },
    queryString: Object.fromEntries(
      [...searchParams.keys()].map((name) => [name, oneOrAll(searchParams.getAll(name))]),
    ),
    body: isText ? text : body.toString('base64'),
    ...(!isText && { isBase64Encoded: true }),
  };
}

/** As on the platform, only a parameter that occurs more than once has an array. */
function oneOrAll(values: readonly string[]): string | readonly string[] | undefined {
  return values.length > 1 ? values : values[0];
}
