/**
 * Returns the address of the service that served a page: the page's own, without its query. A path alone would not do: the
 * path `//other.example.com/` is the address of another host.
 */
export function serviceAddress({ origin, pathname }: { readonly origin: string; readonly pathname: string }): string {
  return origin + pathname;
}
