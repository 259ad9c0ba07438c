/** A way out of a function: what it connects to, and where that leads. What has no route is never reached. */
export interface Route {
  /** A name or an IP address, or all names of a domain, such as `*.tencentcloudapi.com`. */
  readonly host: string;
  readonly port: number;
  readonly to: { readonly host: string; readonly port: number };
  /** The function speaks TLS, the other end does not. @default false */
  readonly tls?: boolean;
}
