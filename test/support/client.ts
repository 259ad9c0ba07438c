import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { expectDocumented, type ReceivedReply } from './contract';

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
  const response = await fetch(url, { headers });
  const body = await response.text();
  const method = new URL(url).searchParams.get('method') ?? undefined;
  return readReply(method, { status: response.status, headers: Object.fromEntries(response.headers), body });
}

/** Headers that HTTP servers add. */
export const serverHeaders = ['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding'];

/** Reads a reply to a GET request. */
function readReply(method: string | undefined, reply: ReceivedReply): Reply {
  const { status, body } = reply;
  const read: Omit<Reply, 'status'> = body.startsWith('{') ? JSON.parse(body) : {};
  // The platform's own replies have none.
  if ('codeStr' in read || 'keys' in read) expectDocumented({ httpMethod: 'GET', method }, reply, serverHeaders);
  return { status, ...read };
}

/** Calls a function at an address of a domain, as clients do after DNS has led them to the cloud. */
export async function callByDomain(
  cloud: LocalCloud,
  url: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Reply> {
  const { host } = new URL(url);
  const { hostname, port } = new URL(cloud.url);
  const path = `/?${new URLSearchParams(parameters)}`;
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers: { host } }, async (reply) => {
      const headers = Object.entries(reply.headers).map(([name, value]) => [name, String(value)]);
      const received = { status: reply.statusCode ?? 0, headers: Object.fromEntries(headers), body: await text(reply) };
      resolve(readReply(parameters.method, received));
    });
    sent.on('error', reject).end();
  });
}

/** Returns the newest code that was sent to a number; empty if there is none. */
export async function codeFor(cloud: LocalCloud, phone: string): Promise<string> {
  const response = await fetch(`${cloud.url}/inbox`, { headers: { accept: 'application/json' } });
  const messages = (await response.json()) as readonly { readonly to: string; readonly text: string }[];
  const newest = messages.filter(({ to }) => to === `+${phone}`).at(-1)?.text ?? '';
  return /\d{6}/.exec(newest)?.[0] ?? '';
}
