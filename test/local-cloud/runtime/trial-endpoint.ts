import { onTestFinished } from 'vitest';
import type { HttpEndpoint } from '../../../local-cloud/runtime/http-endpoint';
import type { Invoke } from '../../../local-cloud/runtime/invocation';

/** Opens an endpoint of a function that always returns the given reply. The endpoint is closed after the test. */
export async function openTrialEndpoint(open: (invoke: Invoke) => Promise<HttpEndpoint>, reply: unknown = {}) {
  const events: object[] = [];
  const endpoint = await open(async (event) => {
    events.push(event);
    return { kind: 'reply', reply, requestId: 'a', durationMs: 1 };
  });
  onTestFinished(() => endpoint.stop());
  return { endpoint, events };
}
