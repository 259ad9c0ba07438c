import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folders whose modules the tests of `function/` load. */
const folders = ['function', 'infra', 'local-cloud', 'test'];
/** Loads the contract and compiles its schemas, which takes long, and imports nothing that is mutated. */
const kept = 'test/support/contract.ts';

/** Lists the modules of the project that have to be loaded again for each mutant, by their absolute paths. */
export function projectModules(root = process.cwd()): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((file) => file.endsWith('.ts') && file !== kept && !file.includes('node_modules'))
    .map((file) => join(root, file));
}

/**
 * Compares two test files: which one is likelier to kill a mutant, since the tests mirror the sources.
 *
 * @returns a negative number if it is the first one, as for `sort`
 */
export function compareNearness(mutated: string, one: string, other: string): number {
  return nearness(mutated, other) - nearness(mutated, one);
}

/** Returns the test files next to a mutated file: those of the folder that mirrors its own, or else of the nearest one above it. */
export function testsNextTo(mutated: string, testFiles: readonly string[]): readonly string[] {
  for (let folder = dirname(mirrorOf(mutated)); folder !== '.'; folder = dirname(folder)) {
    const found = testFiles.filter((file) =>
      folder === 'test/function' ? dirname(file) === folder : file.startsWith(`${folder}/`),
    );
    if (found.length > 0) return found;
  }
  return testFiles;
}

const mirrorOf = (mutated: string) =>
  `test/${mutated.slice(mutated.lastIndexOf('function/')).replace(/ts$/, 'test.ts')}`;

/** How many characters of the path of a test file are those that a test of the mutated file would have. */
function nearness(mutated: string, testFile: string): number {
  const mirrored = mirrorOf(mutated);
  const differs = [...mirrored].findIndex((character, index) => character !== testFile[index]);
  return differs === -1 ? mirrored.length : differs;
}
