/**
 * Returns the headers that allow a page of another origin to read the reply; none if the origin is not allowed.
 *
 * @param origin the request's `Origin` header; empty if it has none
 * @param allowedOrigins origins, or `*` for any
 */
export function corsHeaders(origin: string, allowedOrigins: readonly string[]): Record<string, string> {
  const any = allowedOrigins.includes('*');
  const vary = any ? {} : { vary: 'Origin' };
  if (origin === '' || !(any || allowedOrigins.includes(origin))) return vary;
  return { ...vary, 'access-control-allow-origin': any ? '*' : origin, 'access-control-expose-headers': 'Retry-After' };
}

/** Headers of the reply to a preflight request: allowed methods and headers, and for how many seconds the browser caches them. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'Content-Type',
  'access-control-max-age': '3600',
};
