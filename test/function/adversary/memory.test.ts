import fc from 'fast-check';
import { describe, it } from 'vitest';
import { memoryBackend } from './backend';
import { rulesAreKept } from './play';

describe('memory', () => {
  it('keeps', async () => {
    const seen = new Map<string, number>();
    try {
      await fc.assert(
        rulesAreKept(memoryBackend, (e) => seen.set(e, (seen.get(e) ?? 0) + 1)),
        { numRuns: Number(process.env.RUNS ?? 300), ...(process.env.SEED ? { seed: Number(process.env.SEED) } : {}) },
      );
    } finally {
      console.log(seen);
    }
  }, 600_000);
});
