import { type Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';

/** The options of `node-fetch` that Tencent Cloud's SDK uses. */
interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body?: string;
  readonly agent?: Agent;
  /** Time-out of the whole call, in milliseconds. */
  readonly timeout: number;
}

/** The part of a `node-fetch` response that Tencent Cloud's SDK uses. */
interface FetchResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: { get(name: string): string | undefined };
  json(): Promise<unknown>;
}

/**
 * A shim for `node-fetch`, based on the HTTP client of Node.js. It has the same interface, but no URL parser (whose tables take
 * 250 kB), streams, redirects or forms. The SDK's clients need none of them here.
 *
 * @public the code of a shim imports it: see shims.ts
 */
export function fetch(url: string, { method, headers, body, agent, timeout }: FetchOptions): Promise<FetchResponse> {
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? requestHttps : requestHttp)(url, { method, headers, agent });
    const timer = setTimeout(() => request.destroy(new Error(`no reply within ${timeout} ms`)), timeout);
    const settle = async (response: IncomingMessage): Promise<FetchResponse> => {
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
