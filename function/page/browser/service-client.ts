import type { Language } from './texts';

/** What the service answers. */
export interface Reply {
  /** Absent: there is no answer, or none of the service. */
  readonly codeStr?: string;
  readonly msg?: string;
  /** Seconds. */
  readonly expiresIn?: number;
  readonly retryAfter?: number;
  readonly attemptsLeft?: number;
}

/** Milliseconds until an answer is given up. */
const patience = 20_000;

/** Asks the service that served this page, in the page's language; numbers and codes stay out of the address. */
export async function ask(fields: Readonly<Record<string, string>>, language: Language): Promise<Reply> {
  try {
    const response = await fetch(location.pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify(fields),
      signal: AbortSignal.timeout(patience),
    });
    return await response.json();
  } catch {
    return {};
  }
}
