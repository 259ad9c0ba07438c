import type { IncomingHttpHeaders } from 'node:http';

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const loopbackOrigin = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Whether a `Host` header names loopback. Other names may resolve to this machine by DNS rebinding. */
export function isLoopbackHost(host = ''): boolean {
  return loopbackHost.test(host);
}

/**
 * Checks that a request comes from a program or a page of this machine. A page of another site can reach a server on loopback
 * by DNS rebinding, or through its visitor's browser.
 *
 * @returns the foreign `Host` or `Origin`; `undefined` if there is none
 */
export function findForeignSource({ host = '', origin }: IncomingHttpHeaders): string | undefined {
  if (!isLoopbackHost(host)) return host;
  return origin === undefined || loopbackOrigin.test(origin) ? undefined : origin;
}

/** The text of the HTTP reply 403 to a request from a foreign source. */
export function refusalText(foreignSource: string): string {
  return `Only requests from this machine are served, not those of ${foreignSource}.`;
}
