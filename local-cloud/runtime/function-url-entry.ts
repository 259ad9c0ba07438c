import { type HttpEntry, type HttpRequest, startHttpEntry } from './http-entry';
import { failureReply, readIntegratedReply } from './integrated-reply';
import type { Invoke } from './invocation';

export interface FunctionUrlOptions {
  readonly invoke: Invoke;
  /** Port to listen on. @default a free one */
  readonly port?: number;
}

/** Serves a function as a Function URL does that is compatible with API Gateway. */
export function startFunctionUrl({ invoke, port = 0 }: FunctionUrlOptions): Promise<HttpEntry> {
  return startHttpEntry(port, async (request) => {
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
    // What the platform vouches for comes last: a client cannot set it.
    headers: { ...headers, 'x-scf-remote-addr': clientAddress },
    ...(Object.keys(query).length > 0 && { queryString: query }),
    body,
    ...(isBase64Encoded && { isBase64Encoded }),
  };
}
