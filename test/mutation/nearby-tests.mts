import { dirname } from 'node:path';

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
