import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InvocationResult } from './function-runtime';
import { apiGatewayEvent, functionUrlEvent, type HttpRequest, readHttpRequest } from './http-event';
import { type HttpAnswer, readIntegratedResponse } from './integrated-response';

/** An address on this machine where functions answer. */
export interface HttpEntrance {
  /** Host and port. */
  readonly host: string;
  stop(): Promise<void>;
}

/** Calls a function, once it is ready. */
export type Invoke = (event: object) => Promise<InvocationResult>;

export interface ApiGatewayOptions {
  readonly serviceId: string;
  /** @returns what answers below a path of a stage, such as `release`; `undefined` where nothing is released there */
  readonly findApi: (stage: string, path: string, method: string) => Invoke | undefined;
}

/** Names of this machine by which only its own programs reach it; a page elsewhere could point its own name here. */
const ownName = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Opens the address of a Function URL. */
export function openFunctionUrl(invoke: Invoke): Promise<HttpEntrance> {
  return open(async (request) => {
    const result = await invoke(functionUrlEvent(request));
    if (result.kind === 'failed') return failure(result);
    return readIntegratedResponse(result.reply) ?? json(200, result.reply);
  });
}

/** Opens the address of an API Gateway service: its stages are the first part of a path. */
export function openApiGateway({ serviceId, findApi }: ApiGatewayOptions): Promise<HttpEntrance> {
  return open(async (request) => {
    const [, stage = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(request.path) ?? [];
    const path = rest === '' ? '/' : rest;
    const invoke = findApi(stage, path, request.method);
    if (invoke === undefined) {
      return json(404, { message: 'There is no api match environment_mapping, path, and method', code: 404 });
    }
    const result = await invoke(apiGatewayEvent(request, { serviceId, stage, path, requestId: randomUUID() }));
    if (result.kind === 'failed') return failure(result);
    return (
      readIntegratedResponse(result.reply) ??
      json(502, { errno: 403, error: 'Invalid scf response format. please check your scf response format.' })
    );
  });
}

async function open(answer: (request: HttpRequest) => Promise<HttpAnswer>): Promise<HttpEntrance> {
  const server = createServer((incoming, response) => {
    respond(incoming, answer).then(
      ({ statusCode, headers, body }) => {
        response.writeHead(statusCode, headers).end(incoming.method === 'HEAD' ? undefined : body);
      },
      (error: Error) => fail(response, error),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function respond(incoming: IncomingMessage, answer: (request: HttpRequest) => Promise<HttpAnswer>) {
  const { host = '' } = incoming.headers;
  if (!ownName.test(host)) return json(403, { message: `Served to this machine alone, not to ${host}.` });
  const request = await readHttpRequest(incoming);
  return request === undefined ? json(413, { message: 'The body has more than 6 MB.' }) : answer(request);
}

function fail(response: ServerResponse, error: Error): void {
  if (response.headersSent) return void response.destroy(error);
  const { statusCode, headers, body } = json(500, { message: error.message });
  response.writeHead(statusCode, headers).end(body);
}

/** A failed invocation, as the platform tells the client. */
function failure({ statusCode, message, requestId }: Extract<InvocationResult, { kind: 'failed' }>): HttpAnswer {
  return json(statusCode, { errorCode: -1, errorMessage: message, requestId, statusCode });
}

function json(statusCode: number, value: unknown): HttpAnswer {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
