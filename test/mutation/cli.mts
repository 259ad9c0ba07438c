import { Stryker } from '@stryker-mutator/core';
import { countMutants } from './count-mutants.ts';
import { mutatedFiles } from './mutated-files.ts';
import { formatScore, goalPercent, scoreOf, total, writeMutationRecord } from './mutation-record.ts';

/**
 * Changes `function/` in thousands of small ways, one at a time, and tells which of them no test notices: `make mutation`. Fails if they
 * are more than 5 %. Keeps the score in docs/mutation.json, unless `FILES` names the only files to mutate.
 */
async function main(): Promise<void> {
  const { FILES: given = '', INCREMENTAL: incrementalFile } = process.env;
  const files = given === '' ? mutatedFiles() : given.split(/[\s,]+/);
  const nodeArguments = ['--import', 'tsx'];
  const results = await new Stryker({
    mutate: files,
    plugins: ['./test/mutation/test-runner.mts'],
    testRunner: 'function-tests',
    testRunnerNodeArgs: nodeArguments,
    checkerNodeArgs: nodeArguments,
    ignorers: ['last-returns-of-nothing'],
    coverageAnalysis: 'perTest',
    ...(incrementalFile !== undefined && { incremental: true, incrementalFile }),
    concurrency: 2,
    tempDirName: 'dist/mutation',
    ignorePatterns: ['/dist', '/cdktf.out', '.local-cloud'],
    // Stryker reads it with an API that this version of TypeScript does not have, and the sources need no change for it.
    tsconfigFile: 'none',
    // It would add comments to the page, too.
    disableTypeChecks: false,
    reporters: ['clear-text', 'progress-append-only', 'html'],
    htmlReporter: { fileName: 'dist/mutation.html' },
    clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  }).runMutationTest();

  const counts = countMutants(files, results);
  const all = total(Object.values(counts));
  console.log(`${all.killed} of ${all.mutants} mutants killed: ${formatScore(all)}. All of them: dist/mutation.html`);
  if (given === '') {
    await writeMutationRecord({ date: new Date().toISOString().slice(0, 10), files: counts });
    console.log('docs/mutation.json has the new score. make figures updates what the documents show of it.');
  }
  if (scoreOf(all) < goalPercent) {
    console.error(
      `The tests have to kill ${goalPercent} % of the mutants. Add tests of what the surviving ones change.`,
    );
    process.exitCode = 1;
  }
}

main();
