import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call of a webhook. */
interface BotCall {
  readonly path: string;
  readonly method: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A server that plays the robots of groups, and a service that takes alarms. */
export interface BotServer {
  /** The calls of a kind, which is the first label of the host in the address. */
  readonly calls: (kind: string) => readonly BotCall[];
  /** What is answered from now on, instead of success. */
  answerWith(answer: { readonly status?: number; readonly body?: object }): void;
  /** Turns the address of a webhook, such as `https://wecom.invalid/send`, into one of this server. */
  readonly locate: (url: string) => string;
  stop(): Promise<void>;
}

/** The answer of all robots to a message that they take. platform: alarm-webhook-forms */
const taken = { errcode: 0, errmsg: 'ok', code: 0, msg: 'success' };

/** Starts the server on a free port. */
export async function startBotServer(): Promise<BotServer> {
  const calls = new Map<string, BotCall[]>();
  let status = 200;
  let answer: object = taken;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [, kind = '', ...path] = (request.url ?? '').split('/');
      const call = { path: path.join('/'), method: request.method, body: JSON.parse(Buffer.concat(chunks).toString()) };
      calls.set(kind, [...(calls.get(kind) ?? []), call]);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    calls: (kind) => calls.get(kind) ?? [],
    answerWith({ status: newStatus = 200, body = taken }) {
      status = newStatus;
      answer = body;
    },
    locate(url) {
      const { hostname, pathname, search } = new URL(url);
      return `http://127.0.0.1:${port}/${hostname.split('.')[0]}${pathname}${search}`;
    },
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
