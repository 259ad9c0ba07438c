/** Hosts of the public network, of one region, and of VPCs. platform: api-hosts */
const apiHost = /^[a-z0-9-]+(\.[a-z0-9-]+)?\.tencentcloudapi\.com(:\d+)?$/;

/**
 * Whether a `Host` header names a host of Tencent Cloud's API. No page can have such a name, and therefore none reaches the API by
 * DNS rebinding.
 */
export function isApiHost(host: string): boolean {
  return apiHost.test(host);
}

/** The text of the HTTP reply 403 to a request for any other host. */
export function unknownHostText(host: string): string {
  return (
    `The local cloud does not serve this host: found "${host}"; allowed: hosts of Tencent Cloud's API, such as ` +
    'sms.tencentcloudapi.com, with this address as the HTTP proxy; 127.0.0.1 and localhost for the pages /inbox and /account.'
  );
}
