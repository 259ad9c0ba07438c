import { describe, expect, it } from 'vitest';
import { mutatedFiles } from '../mutation/mutated-files';
import { readMutationRecord } from '../mutation/mutation-record';

describe('The mutants in docs/mutation.json', () => {
  it('are of exactly the files that are mutated: run make mutation', () => {
    expect(Object.keys(readMutationRecord())).toEqual(mutatedFiles());
  });
});
