import {
  type EndpointOptions,
  forwardedFor,
  type HttpEndpoint,
  type HttpRequest,
  startHttpEndpoint,
} from './http-endpoint';
import { failureReply, readIntegratedReply } from './integrated-reply';
import type { Invoke } from './invocation';

export interface FunctionUrlOptions extends EndpointOptions {
  readonly invoke: Invoke;
}

/** Addresses of the platform's proxies. A request comes from the second one. platform: function-url-forwarded-for */
const proxies = ['11.163.0.1', '10.132.0.1'] as const;

/** Serves a function as an API-Gateway-compatible Function URL. platform: function-url-json-reply, function-url-same-event */
export function startFunctionUrl({ invoke, ...options }: FunctionUrlOptions): Promise<HttpEndpoint> {
  return startHttpEndpoint(options, async (request) => {
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
    requestContext: { sourceIp: clientAddress },
    httpMethod: method,
    path,
    headers: {
      // Comes first, as clients can forge it on the platform. platform: function-url-forged-header
      'x-scf-remote-addr': clientAddress,
      ...headers,
      'x-real-ip': proxies[0],
      'x-forwarded-for': forwardedFor(headers, [clientAddress, ...proxies]),
    },
    ...(Object.keys(query).length > 0 && { queryString: query }),
    body,
    ...(isBase64Encoded && { isBase64Encoded }),
  };
}
