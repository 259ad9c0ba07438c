import type { LocalCloud } from '../../local-cloud/local-cloud';

/** What the function answers. */
export interface Reply {
  readonly status: number;
  readonly codeStr: string;
  readonly token?: string;
  readonly attemptsLeft?: number;
}

/** Calls a deployed function; the local cloud has no certificates, and speaks HTTP where the address says HTTPS. */
export async function call(url: string, parameters: Readonly<Record<string, string>>): Promise<Reply> {
  const response = await fetch(`${url.replace('https:', 'http:')}?${new URLSearchParams(parameters)}`);
  const body = (await response.json()) as Omit<Reply, 'status'>;
  return { status: response.status, ...body };
}

/** The code that a number was sent last. */
export async function codeFor(cloud: LocalCloud, phone: string): Promise<string> {
  const response = await fetch(`${cloud.url}/inbox`, { headers: { accept: 'application/json' } });
  const messages = (await response.json()) as readonly { readonly to: string; readonly text: string }[];
  const text = messages.filter(({ to }) => to === `+${phone}`).at(-1)?.text ?? '';
  return /\d{6}/.exec(text)?.[0] ?? '';
}
