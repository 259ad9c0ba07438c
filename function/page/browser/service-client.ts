import type { Language } from './texts';

/** A reply of the service. */
export interface Reply {
  /** @default - there was no reply, or it was not the service's */
  readonly codeStr?: string;
  readonly msg?: string;
  /** Seconds. */
  readonly expiresIn?: number;
  readonly retryAfter?: number;
  readonly attemptsLeft?: number;
}

/** Time-out of a request, in milliseconds. */
const requestTimeout = 20_000;

/** Sends a request to the service that served this page, in the page's language. Numbers and codes do not appear in the URL. */
export async function callService(fields: Readonly<Record<string, string>>, language: Language): Promise<Reply> {
  try {
    const response = await fetch(location.pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify(fields),
      signal: AbortSignal.timeout(requestTimeout),
    });
    return await response.json();
  } catch {
    return {};
  }
}
