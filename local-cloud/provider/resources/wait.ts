/** Milliseconds between two looks. */
const interval = 20;
/** Milliseconds until it is given up. */
const patience = 60_000;

/** Looks again and again until something is as it should be, as the provider waits for the cloud. */
export async function waitUntil(isReady: () => boolean): Promise<void> {
  const deadline = Date.now() + patience;
  while (!isReady()) {
    if (Date.now() > deadline) throw new Error(`It took longer than ${patience / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}
