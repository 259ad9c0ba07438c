/** The endpoint of a Tencent Cloud API. */
export interface ApiEndpoint {
  /** Host name in the request and its signature. @default - the API's default host */
  readonly host?: string;
  /** Address to connect to over HTTP instead, for a local cloud. The request stays the same. @default - the host */
  readonly connectTo?: { readonly host: string; readonly port: number };
}

/** Parses an endpoint such as `sms.tencentcloudapi.com` or `http://127.0.0.1:9000`; returns `undefined` for anything else. */
export function readApiEndpoint(text: string): ApiEndpoint | undefined {
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text)) return { host: text };
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, pathname, search } = new URL(text);
  if (protocol !== 'http:' || pathname !== '/' || search !== '') return undefined;
  return { connectTo: { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) } };
}
