import { randomUUID } from 'node:crypto';
import type { Handler } from '../function/http/handler';
import { startFunctionUrl } from '../local-cloud/runtime/function-url-endpoint';
import type { HttpEndpoint } from '../local-cloud/runtime/http-endpoint';

/**
 * Serves a handler of this process at a Function URL of the local cloud.
 *
 * @param port 0 for a free port
 */
export function startLocalServer(handle: Handler, port: number): Promise<HttpEndpoint> {
  return startFunctionUrl({
    port,
    async invoke(event) {
      const startedAt = performance.now();
      const requestId = randomUUID();
      const reply = await handle(event, { request_id: requestId });
      return { kind: 'reply', reply, requestId, durationMs: performance.now() - startedAt };
    },
  });
}
