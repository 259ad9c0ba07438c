import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { CloudError } from '../account/cloud-error';
import type { SigningCredential } from '../account/credentials';
import { findForeignPage, isLoopbackHost, refusalText } from '../loopback';
import type { DomainEntrance } from '../runtime/domain-entrance';
import { isApiHost, unknownHostText } from './api-host';
import { type ApiError, checkSignature } from './tc3-signature';

/** A call of the API with a valid signature. */
export interface ApiCall {
  /** Such as `sms`. */
  readonly service: string;
  /** Such as `SendSms`. */
  readonly action: string;
  readonly version: string;
  readonly region: string | undefined;
  readonly secretId: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The reply to a call: a result, or an error of the API. */
export type ApiAnswer = Readonly<Record<string, unknown>> | { readonly error: ApiError };

/** Writes a raw response, to simulate a broken API. */
export type RawResponse = (response: ServerResponse) => void;

/** A server with the protocol of Tencent Cloud's API. */
export interface ApiServer {
  /** Such as `http://127.0.0.1:9000`. */
  readonly url: string;
  /** All calls with a valid signature, oldest first. */
  readonly calls: readonly ApiCall[];
  /** The number of connections that were accepted. */
  readonly connections: number;
  /** Handles a request that has arrived otherwise, such as through a tunnel. */
  serve(request: IncomingMessage, response: ServerResponse): void;
  stop(): Promise<void>;
}

export interface ApiServerOptions {
  /** Finds the credentials of a secret ID; is called for each call. */
  readonly findCredential: (secretId: string) => SigningCredential | undefined;
  /** Handles a call. A `CloudError` that it throws becomes an error of the API. */
  readonly answer: (call: ApiCall) => ApiAnswer | RawResponse | Promise<ApiAnswer>;
  /** Handles requests whose `Host` is a loopback name, for pages. @default - they are refused */
  readonly servePages?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Domains that are served for functions. @default - none */
  readonly domains?: DomainEntrance;
  /** Port to listen on. @default - a free port */
  readonly port?: number;
  /** Returns the current time in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /** Milliseconds for which an idle connection is kept open, without telling the client. @default - 5000, told to the client */
  readonly keepAliveMs?: number | undefined;
}

/**
 * Serves the API over HTTP on loopback. It checks signatures, and replies to errors with status 200, as the API does.
 * platform: api-errors-have-status-200
 */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { findCredential, answer, servePages, domains, port = 0, now = Date.now, keepAliveMs } = options;
  const calls: ApiCall[] = [];
  let connections = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request;
    const { host = '' } = headers;
    if (domains?.serves(host)) return domains.pass(request, response);
    const pages = isLoopbackHost(host) ? servePages : undefined;
    if (pages === undefined && !isApiHost(host)) return refuse(response, unknownHostText(host));
    const foreign = findForeignPage(request);
    if (foreign !== undefined) return refuse(response, refusalText(foreign));
    if (pages !== undefined) return pages(request, response);
    const signed = { method, url: pathOf(request), headers, body: await buffer(request) };
    const error = checkSignature(signed, findCredential, now());
    if (error) return reply(response, { error });
    const call = readCall(signed.headers, signed.body);
    calls.push(call);
    const answered = await answerOrError(async () => answer(call));
    if (typeof answered === 'function') return answered(response);
    reply(response, answered);
  }

  const serve = (request: IncomingMessage, response: ServerResponse) =>
    void handle(request, response).catch((error) => response.destroy(error));
  const server = createServer((request, response) => {
    // A header that is set already gets no hint at the time-out beside it.
    if (keepAliveMs !== undefined) response.setHeader('connection', response.shouldKeepAlive ? 'keep-alive' : 'close');
    serve(request, response);
  });
  if (keepAliveMs !== undefined) Object.assign(server, { keepAliveTimeout: keepAliveMs, keepAliveTimeoutBuffer: 0 });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server listens on no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    get connections() {
      return connections;
    },
    serve,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refuse(response: ServerResponse, message: string): void {
  response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end(`${message}\n`);
}

/** @returns path and query of a request's target, which is a whole URL if the server is used as a proxy */
function pathOf({ url = '/' }: IncomingMessage): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

async function answerOrError(answer: () => Promise<ApiAnswer | RawResponse>): Promise<ApiAnswer | RawResponse> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof CloudError) return { error };
    return { error: { code: 'InternalError', message: String(error) } };
  }
}

function readCall(headers: IncomingMessage['headers'], body: Buffer): ApiCall {
  const header = (name: string) => headers[name]?.toString();
  return {
    service: header('host')?.split('.')[0] ?? '',
    action: header('x-tc-action') ?? '',
    version: header('x-tc-version') ?? '',
    region: header('x-tc-region'),
    secretId: /Credential=([^/]+)/.exec(header('authorization') ?? '')?.[1] ?? '',
    parameters: readParameters(body),
  };
}

function readParameters(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body.toString());
  } catch {
    return {};
  }
}

function reply(response: ServerResponse, answer: ApiAnswer): void {
  const { error, ...result } = answer as { readonly error?: ApiError };
  const failure = error && { Error: { Code: error.code, Message: error.message } };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ Response: { ...failure, ...result, RequestId: randomUUID() } }));
}
