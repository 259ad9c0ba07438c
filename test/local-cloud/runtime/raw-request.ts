import { type OutgoingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { HttpEndpoint } from '../../../local-cloud/runtime/http-endpoint';

/** A request with any `Host`, and without the headers that `fetch` would add. */
export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** Sends a request to an endpoint, and reads the whole response. */
export function sendRequest({ port }: Pick<HttpEndpoint, 'port'>, { body, ...options }: RawRequest) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, agent: false, ...options }, async (response) => {
      const { statusCode: status = 0, headers } = response;
      resolve({ status, headers, body: await text(response) });
    })
      .on('error', reject)
      .end(body);
  });
}
