/** Milliseconds between two checks. */
const intervalMs = 20;
/** Time-out in milliseconds. */
const timeoutMs = 60_000;

/**
 * Waits until a condition holds, as the real provider waits for the cloud. platform: redis-creation-slow, provider-retries
 *
 * @param signal ends the wait when nobody waits for the result any more
 * @throws after 60 seconds, or if the signal is aborted
 */
export async function waitUntil(isReady: () => boolean, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!isReady() || signal.aborted) {
    signal.throwIfAborted();
    if (Date.now() > deadline) throw new Error(`The change took longer than ${timeoutMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
}
