import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Ends the output with the names of what was left out and a line of its own: `N passed, N failed`. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string) => tests.filter((test) => test.result().state === state);
    const passed = inState('passed').length;
    const skipped = inState('skipped');
    // A file that cannot be read, or an error outside of every test, is a failure that no test shows.
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    const failed = inState('failed').length + broken;
    // Last of all, after what the other reporters still have to say.
    process.once('exit', () => {
      if (skipped.length > 0) console.log(`\nLeft out:\n${namesOf(skipped).join('\n')}`);
      console.log(`\n${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
    });
  }
}

function namesOf(tests: readonly TestCase[]): string[] {
  return tests.map((test) => `  ${relative(process.cwd(), test.module.moduleId)} > ${test.fullName}`);
}
