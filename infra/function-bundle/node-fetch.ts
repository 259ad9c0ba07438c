import { type Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';

/** What Tencent Cloud's SDK asks of `node-fetch`. */
interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body?: string;
  readonly agent?: Agent;
  /** Milliseconds for the whole call. */
  readonly timeout: number;
}

/** What Tencent Cloud's SDK asks of the reply. */
interface FetchReply {
  readonly status: number;
  readonly statusText: string;
  readonly headers: { get(name: string): string | undefined };
  json(): Promise<unknown>;
}

/**
 * Stands in for `node-fetch` in the bundle, by the platform's own HTTP client: the same calls, but without URL tables of
 * 250 kB, streams, redirects and forms, none of which the SDK's clients use here.
 */
export function fetch(url: string, { method, headers, body, agent, timeout }: FetchOptions): Promise<FetchReply> {
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? requestHttps : requestHttp)(url, { method, headers, agent });
    const timer = setTimeout(() => request.destroy(new Error(`no reply within ${timeout} ms`)), timeout);
    const settle = async (response: IncomingMessage): Promise<FetchReply> => {
      const content = await text(response);
      const { statusCode = 0, statusMessage = '' } = response;
      return {
        status: statusCode,
        statusText: statusMessage,
        headers: { get: (name) => response.headers[name.toLowerCase()]?.toString() },
        json: async () => JSON.parse(content),
      };
    };
    request.on('response', (response) => resolve(settle(response).finally(() => clearTimeout(timer))));
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.end(body);
  });
}
