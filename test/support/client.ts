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

/** Returns the newest code that was sent to a number; empty if there is none. */
export async function codeFor(cloud: LocalCloud, phone: string): Promise<string> {
  const response = await fetch(`${cloud.url}/inbox`, { headers: { accept: 'application/json' } });
  const messages = (await response.json()) as readonly { readonly to: string; readonly text: string }[];
  const text = messages.filter(({ to }) => to === `+${phone}`).at(-1)?.text ?? '';
  return /\d{6}/.exec(text)?.[0] ?? '';
}
