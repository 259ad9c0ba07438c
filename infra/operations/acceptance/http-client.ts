import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';

export interface HttpRequest {
  /** @default GET */
  readonly method?: string;
  /** Relative to the address of the client. @default - the address itself */
  readonly path?: string;
  /** Query string as it is sent, without the question mark. @default - none */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly milliseconds: number;
  /** Whether the connection of an earlier request was used. */
  readonly isReused: boolean;
}

/** Sends requests as they are: no header is added but `Host`, `Connection` and `Content-Length`. */
export interface HttpClient {
  /** The address to which paths are relative. */
  readonly address: string;
  /** @throws {Error} if there is no reply within 30 s */
  send(request: HttpRequest): Promise<HttpReply>;
  /** Closes idle connections. */
  close(): void;
}

/** Whether an address is on this machine, as those of the local cloud. */
export const isLoopback = (address: string): boolean => /^https?:\/\/(127\.0\.0\.1|localhost)\b/.test(address);

/** Time-out of a request, in milliseconds. */
const requestTimeoutMs = 30_000;

/** Creates a client that keeps its connections open. @param address such as `https://example.com/release/` */
export function createHttpClient(address: string): HttpClient {
  const isHttps = address.startsWith('https:');
  const agent = isHttps ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  function sendOnce({ method = 'GET', path = '', query = '', headers = {}, body }: HttpRequest): Promise<HttpReply> {
    const url = new URL(path, address);
    url.search = query;
    const startedAt = performance.now();
    return new Promise((resolve, reject) => {
      const options = { method, agent, headers, timeout: requestTimeoutMs };
      const request = (isHttps ? httpsRequest : httpRequest)(url, options, (response) => {
        buffer(response).then((bytes) => {
          const milliseconds = performance.now() - startedAt;
          const { statusCode: status = 0, headers: received } = response;
          resolve({ status, headers: received, body: bytes.toString(), milliseconds, isReused: request.reusedSocket });
        }, reject);
      });
      request.once('timeout', () => request.destroy(new Error(`no reply of ${url.host} within 30 s`)));
      request.once('error', (error) => reject(request.reusedSocket ? new StaleConnectionError(error) : error));
      request.end(body);
    });
  }

  return {
    address,
    // The server may have closed the connection while it was idle.
    send: (request) =>
      sendOnce(request).catch((error) => {
        if (error instanceof StaleConnectionError) return sendOnce(request);
        throw error;
      }),
    close: () => agent.destroy(),
  };
}

/** A connection that was idle, and has failed. */
class StaleConnectionError extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}
