import { type HttpEndpoint, type HttpRequest, startHttpEndpoint } from './http-endpoint';
import { failureReply, readIntegratedReply } from './integrated-reply';
import type { Invoke } from './invocation';

export interface FunctionUrlOptions {
  readonly invoke: Invoke;
  /** Port to listen on. @default - a free port */
  readonly port?: number;
}

/** Serves a function as an API-Gateway-compatible Function URL. */
export function startFunctionUrl({ invoke, port = 0 }: FunctionUrlOptions): Promise<HttpEndpoint> {
  return startHttpEndpoint(port, async (request) => {
    const result = await invoke(toEvent(request));
    if (result.kind === 'failed') return failureReply(result);
    const { reply } = result;
    return (
      readIntegratedReply(reply) ?? {
        statusCode: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(reply),
      }
    );
  });
}

function toEvent({ method, path, query, headers, body, isBase64Encoded, clientAddress }: HttpRequest): object {
  return {
    httpMethod: method,
    path,
    // The platform's own header comes last, so that clients cannot forge it.
    headers: { ...headers, 'x-scf-remote-addr': clientAddress },
    ...(Object.keys(query).length > 0 && { queryString: query }),
    body,
    ...(isBase64Encoded && { isBase64Encoded }),
  };
}
