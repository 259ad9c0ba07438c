import { randomUUID } from 'node:crypto';
import { type HttpEntry, type HttpRequest, startHttpEntry } from './http-entry';
import { failureReply, jsonReply, readIntegratedReply } from './integrated-reply';
import type { Invoke } from './invocation';

export interface ApiGatewayOptions {
  readonly invoke: Invoke;
  /** The environment that the service is released to, with which every path begins. */
  readonly stage: 'test' | 'prepub' | 'release';
  /** Path of the API behind the stage; it takes what is below it too. */
  readonly path: string;
  readonly serviceId: string;
  /** Port to listen on. @default a free one */
  readonly port?: number;
}

/** Serves a function as an API of API Gateway does, for any method, by way of integrated replies. */
export async function startApiGateway(options: ApiGatewayOptions): Promise<HttpEntry> {
  const { invoke, stage, path, port = 0 } = options;
  const entry = await startHttpEntry(port, async (request) => {
    const inner = pathBelow(request.path, `/${stage}`);
    if (inner === undefined || pathBelow(inner, path) === undefined) {
      return jsonReply(404, { message: `There is no API for ${request.path}: paths begin with /${stage}${path}` });
    }
    const result = await invoke(toEvent({ ...request, path: inner }, options));
    if (result.kind === 'failed') return failureReply(result);
    return readIntegratedReply(result.reply) ?? invalidReply;
  });
  return { ...entry, url: `${entry.url}${stage}${path}` };
}

/** What clients see of a reply of any other form. */
const invalidReply = jsonReply(403, {
  errno: 403,
  error: 'Invalid scf response format. please check your scf response format.',
});

/** @returns what comes behind the beginning, with its slash; `undefined` where the path is not below it */
function pathBelow(path: string, beginning: string): string | undefined {
  const folder = beginning.replace(/\/$/, '');
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
    headers: { ...request.headers, 'x-api-requestid': requestId },
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
