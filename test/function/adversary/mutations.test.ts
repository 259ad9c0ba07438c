import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutatedBackend, mutations } from './mutations';
import { rulesAreKept } from './play';

describe('The adversary finds a store that', () => {
  it.each(mutations)('$name', async (mutation) => {
    const details = await fc.check(rulesAreKept(mutatedBackend(mutation)), {
      numRuns: 3000,
      endOnFailure: true,
      ...(process.env.SEED ? { seed: Number(process.env.SEED) } : {}),
    });
    console.log(mutation.name, details.numRuns, String(details.errorInstance).slice(0, 120));
    expect(String(details.errorInstance)).toMatch(mutation.found);
  });
});
