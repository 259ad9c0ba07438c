import { randomUUID } from 'node:crypto';
import {
  type EndpointOptions,
  forwardedFor,
  type HttpEndpoint,
  type HttpRequest,
  startHttpEndpoint,
} from './http-endpoint';
import { failureReply, jsonReply, readIntegratedReply } from './integrated-reply';
import type { Invoke } from './invocation';

export interface ApiGatewayOptions extends EndpointOptions {
  readonly invoke: Invoke;
  /** The stage that the service is released to. Every path begins with it. */
  readonly stage: 'test' | 'prepub' | 'release';
  /** Path of the API after the stage; the API also serves all paths below it. platform: api-gateway-paths-below */
  readonly path: string;
  readonly serviceId: string;
}

/** Serves a function as an API of API Gateway with integrated responses, for any HTTP method. platform: api-gateway-event */
export async function startApiGateway(options: ApiGatewayOptions): Promise<HttpEndpoint> {
  const { invoke, stage, path } = options;
  const endpoint = await startHttpEndpoint(options, async (request) => {
    const inner = pathBelow(request.path, `/${stage}`);
    if (inner === undefined || pathBelow(inner, path) === undefined) {
      return jsonReply(404, { message: `There is no API for ${request.path}: paths begin with /${stage}${path}` });
    }
    const result = await invoke(toEvent({ ...request, path: inner }, options));
    if (result.kind === 'failed') return failureReply(result);
    return readIntegratedReply(result.reply) ?? invalidReply;
  });
  return { ...endpoint, url: `${endpoint.url}${stage}${path}` };
}

/** The HTTP reply to clients if the function's reply is not an integrated response. platform: api-gateway-invalid-reply */
const invalidReply = jsonReply(403, {
  errno: 403,
  error: 'Invalid scf response format. please check your scf response format.',
});

/** @returns the rest of the path after the prefix, with its slash; `undefined` if the path is not below the prefix */
function pathBelow(path: string, prefix: string): string | undefined {
  const folder = prefix.replace(/\/$/, '');
  if (path === folder) return '/';
  return path.startsWith(`${folder}/`) ? path.slice(folder.length) : undefined;
}

function toEvent(request: HttpRequest, { stage, path, serviceId }: ApiGatewayOptions): object {
  const requestId = randomUUID();
  return {
    requestContext: {
      serviceId,
      path,
      httpMethod: 'ANY',
      requestId,
      identity: {},
      sourceIp: request.clientAddress,
      stage,
    },
    headers: {
      ...request.headers,
      'x-forwarded-for': forwardedFor(request.headers, [request.clientAddress]),
      'x-api-requestid': requestId,
    },
    body: request.body,
    pathParameters: {},
    queryStringParameters: {},
    headerParameters: {},
    stageVariables: { stage },
    path: request.path,
    queryString: request.query,
    httpMethod: request.method,
    isBase64Encoded: request.isBase64Encoded,
  };
}
