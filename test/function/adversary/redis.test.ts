import fc from 'fast-check';
import { describe, it } from 'vitest';
import { rulesAreKept } from './play';
import { startRedisBackend } from './redis-backend';

describe('redis', () => {
  it('keeps', async () => {
    const seen = new Map<string, number>();
    const backend = await startRedisBackend();
    try {
      await fc.assert(
        rulesAreKept(backend, (e) => seen.set(e, (seen.get(e) ?? 0) + 1)),
        { numRuns: Number(process.env.RUNS ?? 300), ...(process.env.SEED ? { seed: Number(process.env.SEED) } : {}) },
      );
    } finally {
      console.log(seen);
      await backend.stop();
    }
  }, 600_000);
});
