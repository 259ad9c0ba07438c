/** The headers with which a browser says which page sends a request. Pages cannot change them. Empty if there is none. */
export interface PageHeaders {
  readonly origin: string;
  readonly secFetchSite: string;
  readonly secPurpose: string;
  readonly host: string;
}

/**
 * Whether a request may be handled: it comes from a page of the function's own origin or of an allowed one, from the address
 * bar, or from no page at all.
 *
 * A browser that fetches a link in advance (`Sec-Purpose`) says `none`, although a page may have asked for it by speculation
 * rules. Such requests are never allowed: nobody has followed the link yet.
 *
 * A cross-site GET request, such as a link, an image or a script, has no `Origin`, so `Sec-Fetch-Site` decides. Safari
 * before 16.4, and any browser over plain HTTP, sends neither header with it, as programs that are not browsers do. `Referer`
 * would not help: the attacking page can leave it out.
 *
 * @param allowedOrigins origins, or `*` for any
 */
export function isOriginAllowed(
  { origin, secFetchSite, secPurpose, host }: PageHeaders,
  allowedOrigins: readonly string[],
): boolean {
  if (secPurpose !== '') return false;
  if (allowedOrigins.includes('*')) return true;
  // The browser compared the origins itself. Behind a proxy that changes `Host`, the function cannot.
  if (secFetchSite === 'same-origin') return true;
  if (origin !== '') return allowedOrigins.includes(origin) || (secFetchSite === '' && isOwnOrigin(origin, host));
  // Not `same-site`: functions of other accounts are on the same domain. platform: function-url-shared-domain
  return secFetchSite === '' || secFetchSite === 'none';
}

function isOwnOrigin(origin: string, host: string): boolean {
  return origin === `https://${host.toLowerCase()}` || origin === `http://${host.toLowerCase()}`;
}
