import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Violation } from './ledger';
import { mutatedBackend, mutations } from './mutations';
import { rulesAreKept } from './play';

describe('The adversary finds a store that', () => {
  it.each(mutations)('$name', { timeout: 120_000 }, async (mutation) => {
    const property = rulesAreKept({ backend: mutatedBackend(mutation), lookingFor: mutation.found });
    const { errorInstance } = await fc.check(property, { numRuns: 5000, endOnFailure: true });
    expect(errorInstance).toBeInstanceOf(Violation);
  });
});
