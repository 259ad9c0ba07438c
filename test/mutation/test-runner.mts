import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { MutantCoverage } from '@stryker-mutator/api/core';
import { declareFactoryPlugin, declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
} from '@stryker-mutator/api/test-runner';
import type { ProvidedContext } from 'vitest';
import { createVitest, type TestCase, type TestRunResult, type TestSpecification, type Vitest } from 'vitest/node';
import { KeptThread } from './kept-thread.mts';
import { lastReturnIgnorer } from './last-return-ignorer.mts';
import { compareNearness, testsNextTo } from './nearby-tests.mts';
import { projectModules } from './project-modules.mts';

/** After so many mutants, the tests get a new thread, in case that a mutant left something behind. */
const mutantsPerThread = 50;

/** Runs the tests of `function/` for Stryker, in one thread that stays, and first those next to the mutated file. */
function createTestRunner(): TestRunner {
  const thread = new KeptThread(projectModules());
  let vitest: Vitest | undefined;
  let mutants = 0;

  async function run(
    specifications: TestSpecification[],
    mutation: ProvidedContext['mutation'],
  ): Promise<TestRunResult> {
    if (vitest === undefined) throw new Error('The test runner is not started.');
    vitest.provide('mutation', mutation);
    // Tests that are left out this time must not count as they ended before.
    vitest.state.filesMap.clear();
    vitest.state.idMap.clear();
    return vitest.runTestSpecifications(specifications);
  }
  async function specificationsOf(): Promise<TestSpecification[]> {
    return (await vitest?.globTestSpecifications()) ?? [];
  }

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    async init() {
      vitest = await createVitest(
        'test',
        { config: 'test/mutation/vitest.config.mts', watch: false, bail: 1, onConsoleLog: () => false },
        { test: { pool: thread } },
      );
    },
    async dryRun(): Promise<DryRunResult> {
      const tests: TestResult[] = [];
      const mutantCoverage: MutantCoverage = { static: {}, perTest: {} };
      // Each file loads the sources itself: what is remembered for one file would look as if it was not covered by the next one.
      for (const specification of await specificationsOf()) {
        const result = await run([specification], {});
        const { failure } = verdict(result);
        if (failure !== undefined) {
          return { status: DryRunStatus.Error, errorMessage: `${specification.moduleId}: ${failure.message}` };
        }
        for (const module of result.testModules) {
          add(mutantCoverage, module.meta().mutantCoverage);
          tests.push(...[...module.children.allTests('passed')].map(toTestResult));
        }
      }
      await writeFile(coverageFile, JSON.stringify(mutantCoverage.perTest));
      return { status: DryRunStatus.Complete, tests, mutantCoverage };
    },
    async mutantRun({ testFilter, activeMutant, hitLimit }: MutantRunOptions): Promise<MutantRunResult> {
      const all = await specificationsOf();
      // What runs when a module is loaded is covered by nearly all tests. Those next to it, and those that run it later, too, have to notice.
      const files = new Set([
        ...(testFilter ?? coveringTests(activeMutant.id)).map(fileOf),
        ...(testFilter === undefined ? testsNextTo(activeMutant.fileName, all.map(pathOf)) : []),
      ]);
      const specifications = all
        .filter((one) => files.has(pathOf(one)))
        .sort((one, other) => compareNearness(activeMutant.fileName, pathOf(one), pathOf(other)));
      const mutation = { activeMutant: activeMutant.id, hitLimit, tests: testFilter };
      if (mutants++ % mutantsPerThread === 0) await thread.end();
      let result = await run(specifications, mutation);
      if (verdict(result).failure?.test === 'none') {
        // It may come from the mutant before.
        await thread.end();
        result = await run(specifications, mutation);
      }
      const { failure, nrOfTests } = verdict(result);
      return failure === undefined
        ? { status: MutantRunStatus.Survived, nrOfTests }
        : { status: MutantRunStatus.Killed, killedBy: [failure.test], failureMessage: failure.message, nrOfTests };
    },
    async dispose() {
      await thread.end();
      await vitest?.close();
    },
  };
}

/** The hits of each test, which the first process writes for the others to the sandbox, their working directory. */
const coverageFile = 'coverage.json';

function coveringTests(mutant: string): string[] {
  const perTest: MutantCoverage['perTest'] = JSON.parse(readFileSync(coverageFile, 'utf8'));
  return Object.keys(perTest).filter((test) => perTest[test]?.[mutant] !== undefined);
}

const fileOf = (test: string) => test.slice(0, test.indexOf('#'));
const pathOf = ({ project, moduleId }: TestSpecification) => moduleId.slice(project.config.root.length + 1);
const idOf = ({ module, fullName }: TestCase) => `${module.relativeModuleId}#${fullName}`;

function toTestResult(test: TestCase): TestResult {
  return {
    status: TestStatus.Success,
    id: idOf(test),
    name: test.fullName,
    fileName: test.module.moduleId,
    timeSpentMs: test.diagnostic()?.duration ?? 0,
  };
}

/** What failed first, with the ID of the test, which is `none` if it failed outside of one. */
function verdict({ testModules, unhandledErrors }: TestRunResult) {
  const ran = testModules.flatMap(({ children }) => [...children.allTests('passed'), ...children.allTests('failed')]);
  const [failed] = ran.filter((test) => test.result().state === 'failed');
  const messages = [
    ...(failed?.result().errors?.map(({ message }) => message) ?? []),
    ...testModules.flatMap((module) =>
      [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())].map(
        ({ message }) => message,
      ),
    ),
    ...unhandledErrors.map((error) => (error as { readonly message?: string }).message ?? 'an unknown error'),
  ];
  const [message] = messages;
  const failure = message === undefined ? undefined : { test: failed === undefined ? 'none' : idOf(failed), message };
  return { failure, nrOfTests: ran.length };
}

function add(sum: MutantCoverage, coverage: MutantCoverage | undefined): void {
  if (coverage === undefined) return;
  addHits(sum.static, coverage.static);
  for (const [test, hits] of Object.entries(coverage.perTest)) {
    sum.perTest[test] ??= {};
    addHits(sum.perTest[test], hits);
  }
}

function addHits(sum: Record<string, number>, hits: Readonly<Record<string, number>>): void {
  for (const [mutant, times] of Object.entries(hits)) sum[mutant] = (sum[mutant] ?? 0) + times;
}

/** StrykerJS looks for this name. @public */
export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'function-tests', createTestRunner),
  declareValuePlugin(PluginKind.Ignore, 'last-returns-of-nothing', lastReturnIgnorer),
];
