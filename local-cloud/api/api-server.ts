import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { CloudError } from '../account/cloud-error';
import { findForeignSource, isLoopbackHost, refusalText } from '../loopback';
import { type ApiError, checkSignature, type SigningKeys } from './tc3-signature';

/** A call of the API whose signature is right. */
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

/** What a call is answered: a result, or an error of the API. */
export type ApiAnswer = Readonly<Record<string, unknown>> | { readonly error: ApiError };

/** Writes a raw response, to simulate a broken API. */
export type RawResponse = (response: ServerResponse) => void;

/** Tencent Cloud's API, as far as it is told to go. */
export interface ApiServer {
  /** Such as `http://127.0.0.1:9000`. */
  readonly url: string;
  readonly calls: readonly ApiCall[];
  /** How many connections have come in. */
  readonly connections: number;
  stop(): Promise<void>;
}

export interface ApiServerOptions {
  /** Keys by their id; asked at each call. */
  readonly keysOf: (secretId: string) => SigningKeys | undefined;
  /** May throw a `CloudError`, which is told as the API tells it. */
  readonly answer: (call: ApiCall) => ApiAnswer | RawResponse | Promise<ApiAnswer>;
  /** Answers requests to this machine by its own names, where no API is meant. @default - they are calls too */
  readonly serveOwn?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Port to listen on. @default a free one */
  readonly port?: number;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** Serves the API over HTTP on loopback: signatures are checked, errors come as the API has them, with status 200. */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { keysOf, answer, serveOwn, port = 0, now = Date.now } = options;
  const calls: ApiCall[] = [];
  let connections = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request;
    if (serveOwn !== undefined && isLoopbackHost(headers.host)) {
      const foreign = findForeignSource(headers);
      if (foreign === undefined) return serveOwn(request, response);
      response.writeHead(403, { 'content-type': 'text/plain' }).end(`${refusalText(foreign)}\n`);
      return;
    }
    const signed = { method, url: pathOf(request), headers, body: await buffer(request) };
    const error = checkSignature(signed, keysOf, now());
    if (error) return reply(response, { error });
    const call = readCall(signed.headers, signed.body);
    calls.push(call);
    const answered = await answerOrError(async () => answer(call));
    if (typeof answered === 'function') return answered(response);
    reply(response, answered);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => response.destroy(error));
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port was given');

  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    get connections() {
      return connections;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Path and query; a request to a proxy names the host before them. */
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
