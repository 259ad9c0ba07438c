import { serviceAddress } from './service-address';
import type { Language } from './texts';

/** A reply of the service. */
export interface Reply {
  /** @default - missing if the request failed or the reply is not from the service */
  readonly codeStr?: string;
  readonly msg?: string;
  /** How long the code is valid, in seconds. */
  readonly expiresIn?: number;
  /** When the user can request another code, in seconds from now. */
  readonly retryAfter?: number;
  readonly attemptsLeft?: number;
  /** The handle of the code, for the login. */
  readonly handle?: string;
  /** The session token, for a back end. */
  readonly token?: string;
}

/** Time-out of a request, in milliseconds. */
const requestTimeout = 20_000;

/**
 * Sends a request to the service that served this page, in the page's language. The fields are in the body, so that numbers
 * and codes do not appear in the URL.
 */
export async function callService(fields: Readonly<Record<string, string>>, language: Language): Promise<Reply> {
  try {
    const response = await fetch(serviceAddress(location), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify(fields),
      // Safari 15 and Chrome 102 do not know it: they end requests by themselves.
      signal: AbortSignal.timeout?.(requestTimeout),
    });
    return await response.json();
  } catch {
    return {};
  }
}
