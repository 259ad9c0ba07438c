/** Where an API of Tencent Cloud is reached. */
export interface ApiEndpoint {
  /** Host the request is addressed to and signed for; absent: the API's own. */
  readonly host?: string;
  /** Where to connect instead, in plain HTTP, leaving the request as it is: for a local cloud. */
  readonly connectTo?: { readonly host: string; readonly port: number };
}

/** Reads `sms.tencentcloudapi.com` or `http://127.0.0.1:9000`; `undefined` for anything else. */
export function readApiEndpoint(text: string): ApiEndpoint | undefined {
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text)) return { host: text };
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, pathname, search } = new URL(text);
  if (protocol !== 'http:' || pathname !== '/' || search !== '') return undefined;
  return { connectTo: { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) } };
}
