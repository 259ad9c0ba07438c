/** Where a function's connections to a host and port lead. A connection without a route is never established. */
export interface Route {
  /** A host name, an IP address, or a wildcard for the names of a domain, such as `*.tencentcloudapi.com`. */
  readonly host: string;
  readonly port: number;
  readonly to: { readonly host: string; readonly port: number };
  /** The function uses TLS, and the target speaks plain TCP. @default false */
  readonly tls?: boolean;
}
