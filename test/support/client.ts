// contract: callWithHeaders() compares the replies.
import { type IncomingMessage, request as sendRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { type DocumentedRequest, expectDocumented, type ReceivedReply } from './contract';

/** A reply of the function. */
export interface Reply {
  readonly status: number;
  readonly codeStr: string;
  readonly token?: string;
  readonly attemptsLeft?: number;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** Calls a deployed function, over HTTP even at an HTTPS address: the local cloud has no certificates. */
export async function call(url: string, parameters: Readonly<Record<string, string>>): Promise<Reply> {
  return get(`${url.replace('https:', 'http:')}?${new URLSearchParams(parameters)}`);
}

/** Sends a GET request to a function. The contract has to describe the reply, unless it is one of the platform. */
export async function get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  return readReply(await request(url, { headers }));
}

/** Sends a JSON document to a function, as {@link get} sends a request. */
export async function post(url: string, body: string): Promise<Reply> {
  return readReply(await request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body }));
}

/** Opens the address of a function as a browser does, and returns the page. */
export async function getPage(url: string): Promise<string> {
  const { body } = await request(url, { headers: { accept: 'text/html' } });
  return body;
}

async function request(url: string, options: RequestInit): Promise<ReceivedReply> {
  // contract: compared below.
  const response = await fetch(url, options);
  const body = await response.text();
  const method = new URL(url).searchParams.get('method') ?? undefined;
  const reply = { status: response.status, headers: Object.fromEntries(response.headers), body };
  return expectReply({ httpMethod: options.method ?? 'GET', method }, reply);
}

/** Headers that HTTP servers add. */
export const serverHeaders = ['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding'];

/** Expects that the contract describes a reply, unless it is the platform's own, and returns it. */
function expectReply(request: DocumentedRequest, reply: ReceivedReply): ReceivedReply {
  const body = readBody(reply);
  // The platform's own replies have none of these.
  const isOfFunction = 'codeStr' in body || 'keys' in body || 'cache-control' in reply.headers;
  if (isOfFunction) expectDocumented(request, reply, serverHeaders);
  return reply;
}

const readReply = (reply: ReceivedReply): Reply => ({ status: reply.status, ...readBody(reply) });

function readBody({ body }: ReceivedReply): Omit<Reply, 'status'> {
  const read: Omit<Reply, 'status'> = body.startsWith('{') ? JSON.parse(body) : {};
  return read;
}

/** Calls a function at an address of a domain, as clients do after DNS has led them to the cloud. */
export async function callByDomain(
  cloud: LocalCloud,
  url: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Reply> {
  const { host } = new URL(url);
  return callWithHeaders(cloud.url, parameters, { host });
}

/** Calls a function with headers that `fetch` sets itself, such as `Host`. */
export async function callWithHeaders(
  url: string,
  parameters: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Promise<Reply> {
  const { hostname, port } = new URL(url);
  const path = `/?${new URLSearchParams(parameters)}`;
  return new Promise((resolve, reject) => {
    const read = async (reply: IncomingMessage) => {
      const entries = Object.entries(reply.headers).map(([name, value]) => [name, String(value)]);
      const received = { status: reply.statusCode ?? 0, headers: Object.fromEntries(entries), body: await text(reply) };
      return readReply(expectReply({ httpMethod: 'GET', method: parameters.method }, received));
    };
    const sent = sendRequest({ hostname, port, path, headers }, (reply) => read(reply).then(resolve, reject));
    sent.on('error', reject).end();
  });
}

/** Returns the newest code that was sent to a number; empty if there is none. */
export async function codeFor(cloud: LocalCloud, phone: string): Promise<string> {
  // contract: a page of the local cloud.
  const response = await fetch(`${cloud.url}/inbox`, { headers: { accept: 'application/json' } });
  const messages = (await response.json()) as readonly { readonly to: string; readonly text: string }[];
  const newest = messages.filter(({ to }) => to === `+${phone}`).at(-1)?.text ?? '';
  return /\d{6}/.exec(newest)?.[0] ?? '';
}
