import { onTestFinished } from 'vitest';
import type { HttpEntry } from '../../../local-cloud/runtime/http-entry';
import type { Invoke } from '../../../local-cloud/runtime/invocation';

/** Opens a way in that is closed with the test, to a function that replies what it is told to. */
export async function openTrialEntry(open: (invoke: Invoke) => Promise<HttpEntry>, reply: unknown = {}) {
  const events: object[] = [];
  const entry = await open(async (event) => {
    events.push(event);
    return { kind: 'reply', reply, requestId: 'a', durationMs: 1 };
  });
  onTestFinished(() => entry.stop());
  return { entry, events };
}
