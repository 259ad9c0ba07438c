import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { LocalCloud } from '../../local-cloud/local-cloud';

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
  const response = await fetch(`${url.replace('https:', 'http:')}?${new URLSearchParams(parameters)}`);
  const body = (await response.json()) as Omit<Reply, 'status'>;
  return { status: response.status, ...body };
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
      const body = await text(reply);
      resolve({ status: reply.statusCode ?? 0, ...(body.startsWith('{') && JSON.parse(body)) });
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
