import type { MutantCoverage } from '@stryker-mutator/api/core';
import { afterEach, beforeEach, inject, type TestContext } from 'vitest';

declare global {
  /** What the instrumented sources read and write. */
  var __stryker__:
    | {
        activeMutant?: string | undefined;
        currentTestId?: string | undefined;
        hitCount?: number;
        hitLimit?: number | undefined;
        mutantCoverage?: MutantCoverage | undefined;
      }
    | undefined;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly mutation: {
      /** The mutant to activate. @default - none; covered mutants are recorded */
      readonly activeMutant?: string;
      /** How many times its code may run, before it counts as an endless loop. @default - any number of times */
      readonly hitLimit?: number | undefined;
      /** IDs of the tests to run. @default - all */
      readonly tests?: readonly string[] | undefined;
    };
  }
  interface TaskMeta {
    mutantCoverage?: MutantCoverage | undefined;
  }
}

const { activeMutant, hitLimit, tests } = inject('mutation');
const wanted = tests && new Set(tests);
// Before the test file loads the sources, so that a mutant of code that runs when it is loaded is active, too.
globalThis.__stryker__ = Object.assign(globalThis.__stryker__ ?? {}, { activeMutant, hitLimit, hitCount: 0 });
const stryker = globalThis.__stryker__;
if (activeMutant === undefined) stryker.mutantCoverage = undefined;

beforeEach(({ task, skip }: TestContext) => {
  const id = `${task.file.name}#${task.fullTestName}`;
  if (wanted?.has(id) === false) skip();
  stryker.currentTestId = id;
  if (activeMutant === undefined) task.file.meta.mutantCoverage = stryker.mutantCoverage;
});

afterEach(() => {
  stryker.currentTestId = undefined;
});
