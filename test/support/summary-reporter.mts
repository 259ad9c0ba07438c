import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Prints the names of the skipped tests and a summary line, `N passed, N failed`, at the end of the output. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string) => tests.filter((test) => test.result().state === state);
    const passed = inState('passed').length;
    const skipped = inState('skipped');
    // A file that cannot be read, or an error outside of every test, counts as a failure, although no test has failed.
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    const failed = inState('failed').length + broken;
    // Prints at exit, after the output of the other reporters.
    process.once('exit', () => {
      if (skipped.length > 0) console.log(`\nSkipped:\n${namesOf(skipped).join('\n')}`);
      console.log(`\n${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
    });
  }
}

function namesOf(tests: readonly TestCase[]): string[] {
  return tests.map((test) => `  ${relative(process.cwd(), test.module.moduleId)} > ${test.fullName}`);
}
