import { onTestFinished } from 'vitest';
import type { HttpEndpoint } from '../../../local-cloud/runtime/http-endpoint';
import type { Invoke } from '../../../local-cloud/runtime/invocation';

/** Opens a way in that is closed with the test, to a function that replies what it is told to. */
export async function openTrialEndpoint(open: (invoke: Invoke) => Promise<HttpEndpoint>, reply: unknown = {}) {
  const events: object[] = [];
  const endpoint = await open(async (event) => {
    events.push(event);
    return { kind: 'reply', reply, requestId: 'a', durationMs: 1 };
  });
  onTestFinished(() => endpoint.stop());
  return { endpoint, events };
}
