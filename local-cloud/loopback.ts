import type { IncomingHttpHeaders } from 'node:http';

const ownName = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const ownOrigin = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Whether a `Host` is this machine by a name that nobody elsewhere can point here. */
export function isOwnName(host = ''): boolean {
  return ownName.test(host);
}

/**
 * What shows that a request is not from this machine's own programs and pages: a page elsewhere can point a name of its own
 * here, or send its visitor's browser.
 *
 * @returns the foreign `Host` or `Origin`; `undefined` where there is none
 */
export function foreignPart({ host = '', origin }: IncomingHttpHeaders): string | undefined {
  if (!isOwnName(host)) return host;
  return origin === undefined || ownOrigin.test(origin) ? undefined : origin;
}

/** Says so, for an HTTP reply 403. */
export function refusalOf(foreign: string): string {
  return `Served to this machine alone, not to ${foreign}.`;
}
