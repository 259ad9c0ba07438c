/** Milliseconds between two checks. */
const intervalMs = 20;
/** Time-out in milliseconds. */
const timeoutMs = 60_000;

/**
 * Waits until a condition holds, as the real provider waits for the cloud. platform: redis-creation-slow, provider-retries
 * @throws after 60 seconds
 */
export async function waitUntil(isReady: () => boolean): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!isReady()) {
    if (Date.now() > deadline) throw new Error(`The change took longer than ${timeoutMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
}
