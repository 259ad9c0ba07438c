import type { IncomingMessage } from 'node:http';

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const loopbackOrigin = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** The part of a request that tells where it comes from. */
export type RequestSource = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** Whether a `Host` header names loopback. Other names may resolve to this machine by DNS rebinding. */
export function isLoopbackHost(host = ''): boolean {
  return loopbackHost.test(host);
}

/**
 * Checks that a request comes from a program or a page of this machine. A page of another site can reach a server on loopback
 * by DNS rebinding, or through its visitor's browser.
 *
 * @returns the foreign `Host`, or what {@link findForeignPage} returns; `undefined` if there is none
 */
export function findForeignSource(request: RequestSource): string | undefined {
  const { host = '' } = request.headers;
  return isLoopbackHost(host) ? findForeignPage(request) : `the host "${host}"`;
}

/**
 * Checks that a request was not caused by a page of another site, or by one of this machine that does not name its origin.
 * Browsers send no `Origin` with images, frames, links and forms that use GET; they may only open a page.
 *
 * @returns a description of the page; `undefined` if there is none
 */
export function findForeignPage(request: RequestSource): string | undefined {
  const { origin, 'sec-fetch-site': site = 'none', 'sec-purpose': purpose } = request.headers;
  // A page can have its browser fetch a link in advance, with Sec-Fetch-Site: none.
  if (purpose !== undefined && !opensPage(request))
    return `a browser that fetches in advance (Sec-Purpose: ${purpose})`;
  if (origin !== undefined) return loopbackOrigin.test(origin) ? undefined : `pages of "${origin}"`;
  if (site === 'none' || site === 'same-origin' || opensPage(request)) return undefined;
  return `pages at another address (Sec-Fetch-Site: ${site})`;
}

/** Whether a request is a browser's for the page of a tab or a window, without parameters on which a service could act. */
function opensPage({ method, url = '', headers }: RequestSource): boolean {
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': destination } = headers;
  return method === 'GET' && mode === 'navigate' && destination === 'document' && !url.includes('?');
}

/** The text of the HTTP reply 403 to a request from a foreign source. */
export function refusalText(foreignSource: string): string {
  return `Only requests from this machine are served, not those of ${foreignSource}.`;
}
