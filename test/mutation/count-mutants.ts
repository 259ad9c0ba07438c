import type { MutantResult } from '@stryker-mutator/api/core';
import type { MutantCount } from './mutation-record';

/** Whether each status counts as a mutant that was killed or that survived. The others say nothing about the tests. */
const verdicts: Readonly<Partial<Record<MutantResult['status'], 'killed' | 'survived'>>> = {
  Killed: 'killed',
  Timeout: 'killed',
  Survived: 'survived',
  NoCoverage: 'survived',
};

/**
 * Counts the mutants of each file.
 *
 * @param files those that were mutated, relative to the project root; the others have no mutants
 */
export function countMutants(
  files: readonly string[],
  results: readonly Pick<MutantResult, 'fileName' | 'status'>[],
): Record<string, MutantCount> {
  const counts = Object.fromEntries(files.map((file) => [file, { mutants: 0, killed: 0 }]));
  for (const { fileName, status } of results) {
    const counted = counts[files.find((file) => fileName.endsWith(file)) ?? ''];
    const verdict = verdicts[status];
    if (counted === undefined || verdict === undefined) continue;
    counted.mutants++;
    if (verdict === 'killed') counted.killed++;
  }
  return counts;
}
