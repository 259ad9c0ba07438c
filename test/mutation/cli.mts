import { Stryker } from '@stryker-mutator/core';
import { countMutants } from './count-mutants.ts';
import { mutatedFiles } from './mutated-files.ts';
import {
  formatScore,
  goalPercent,
  readMutationRecord,
  scoreOf,
  total,
  updateRecord,
  writeMutationRecord,
} from './mutation-record.ts';

/**
 * Changes `function/` in thousands of small ways, one at a time, and tells which of them no test notices: `make mutation`. Fails if they
 * are more than 5 %. Keeps the counts of each file in docs/mutation.json. `FILES` names the only files to mutate.
 */
async function main(): Promise<void> {
  const { FILES: given = '' } = process.env;
  const existing = mutatedFiles();
  const files = given === '' ? existing : given.split(' ');
  const nodeArguments = ['--import', 'tsx'];
  const results = await new Stryker({
    mutate: files,
    plugins: ['./test/mutation/test-runner.mts'],
    testRunner: 'function-tests',
    testRunnerNodeArgs: nodeArguments,
    checkerNodeArgs: nodeArguments,
    ignorers: ['last-returns-of-nothing'],
    coverageAnalysis: 'perTest',
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
  await writeMutationRecord(updateRecord(given === '' ? {} : readMutationRecord(), counts, existing));
  console.log('docs/mutation.json has the new counts. make docs updates what the documents show of them.');
  if (scoreOf(all) < goalPercent) {
    console.error(
      `The tests have to kill ${goalPercent} % of the mutants. Add tests of what the surviving ones change.`,
    );
    process.exitCode = 1;
  }
}

main();
