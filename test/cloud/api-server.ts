import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
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

/** Something in the API's place that does not speak its language: it has the reply to itself. */
export type Breakdown = (response: ServerResponse) => void;

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
  readonly answer: (call: ApiCall) => ApiAnswer | Breakdown;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** Serves the API over HTTP on loopback: signatures are checked, errors come as the API has them, with status 200. */
export async function startApiServer({ keysOf, answer, now = Date.now }: ApiServerOptions): Promise<ApiServer> {
  const calls: ApiCall[] = [];
  let connections = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const signed = { method, url, headers, body: await buffer(request) };
    const error = checkSignature(signed, keysOf, now());
    if (error) return reply(response, { error });
    const call = readCall(signed.headers, signed.body);
    calls.push(call);
    const answered = answer(call);
    if (typeof answered === 'function') return answered(response);
    reply(response, answered);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => response.destroy(error));
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
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

function readCall(headers: IncomingMessage['headers'], body: Buffer): ApiCall {
  const header = (name: string) => headers[name]?.toString();
  return {
    service: header('host')?.split('.')[0] ?? '',
    action: header('x-tc-action') ?? '',
    version: header('x-tc-version') ?? '',
    region: header('x-tc-region'),
    secretId: /Credential=([^/]+)/.exec(header('authorization') ?? '')?.[1] ?? '',
    parameters: JSON.parse(body.toString()),
  };
}

function reply(response: ServerResponse, answer: ApiAnswer): void {
  const { error, ...result } = answer as { readonly error?: ApiError };
  const failure = error && { Error: { Code: error.code, Message: error.message } };
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({ Response: { ...failure, ...result, RequestId: 'b5b41468-520d-4192-b42f-595cc34b6c1c' } }),
  );
}
