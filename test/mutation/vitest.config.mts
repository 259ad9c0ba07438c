import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import base from '../../vitest.config.mts';

/** The order of the caller. */
class AsGiven extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files;
  }
}

export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/function/**/*.test.ts'],
    // The adversary plays for long. Its games find what spans several modules, of which each has tests of its own.
    exclude: ['test/function/adversary/**'],
    // The bundle is tested, too, but kills no mutant that the sources would not.
    testNamePattern: /^(?!.*as bundled)/,
    setupFiles: ['test/mutation/mutant-setup.ts'],
    globalSetup: [],
    reporters: [{}],
    maxWorkers: 1,
    sequence: { sequencer: AsGiven },
    env: { PROPERTY_RUNS: '100' },
  },
});
