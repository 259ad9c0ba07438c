/**
 * The headers by which a browser lets a page of another origin read the reply; none for an origin that is not allowed.
 *
 * @param origin empty where the request names none
 * @param allowedOrigins origins, or `*` among them for any
 */
export function corsHeaders(origin: string, allowedOrigins: readonly string[]): Record<string, string> {
  const any = allowedOrigins.includes('*');
  const vary = any ? {} : { vary: 'Origin' };
  if (origin === '' || !(any || allowedOrigins.includes(origin))) return vary;
  return { ...vary, 'access-control-allow-origin': any ? '*' : origin, 'access-control-expose-headers': 'Retry-After' };
}

/** What a browser asks for before it sends JSON: which methods and headers it may use, and for how many seconds it knows. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'Content-Type',
  'access-control-max-age': '3600',
};
