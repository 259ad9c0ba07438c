import { describe, expect, it } from 'vitest';
import { readStackOptions } from '../../../../infra/operations/stack/stack-options';
import { readSweepRequest } from '../../../../infra/operations/sweep/sweep-request';
import { environment } from '../../../support/synthesize';

const read = (SWEEP: string | undefined, ...words: readonly string[]) =>
  readSweepRequest({ settings: environment('dev'), options: readStackOptions(words) }, { SWEEP });

describe('SWEEP', () => {
  it.each([
    ['1', true],
    ['', false],
    [undefined, false],
  ])('of %j is read as %j', (text, isSweep) => {
    expect(read(text)).toBe(isSweep);
  });

  it.each(['-target=a', '-exclude=a', '-target-file=a'])('cannot be combined with %s', (option) => {
    expect(() => read('1', option)).toThrow(/^SWEEP=1 deletes the whole environment, and cannot be combined with -/);
    expect(read('', option)).toBe(false);
  });
});
