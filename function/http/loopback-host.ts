const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Whether a `Host` header names the machine of who sent the request, as with `make start` and `make demo`. */
export function isLoopbackHost(host: string): boolean {
  return loopbackHost.test(host);
}
