const seconds = 1;

/** Measures operations per second with several callers, each of which waits for a reply before its next call. */
export async function rate(operation: (number: number) => Promise<unknown>, callers: number): Promise<number> {
  const startedAt = performance.now();
  const end = startedAt + seconds * 1000;
  let done = 0;
  const caller = async () => {
    while (performance.now() < end) await operation(done++);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return (done / (performance.now() - startedAt)) * 1000;
}
