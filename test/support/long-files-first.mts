import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that run programs, and take tens of times as long as others. */
const isLong = ({ moduleId }: TestSpecification) => /\/test\/(e2e|repository)\//.test(moduleId);

/** Begins with the long files, so that no core waits for one of them in the end. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
