import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
const versionOf = (file: string): string => JSON.parse(read(file)).version;

/** Headings of versions; `0.1.0` has no date. */
const headings = [...read('CHANGELOG.md').matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
const versions = headings
  .map((heading) => /^(\d+)\.(\d+)\.(\d+)(?: \(\d{4}-\d{2}-\d{2}\))?$/.exec(heading))
  .map((found) => (found === null ? undefined : found.slice(1, 4).map(Number)));

const isNewer = ([a = 0, ...after]: readonly number[], [b = 0, ...before]: readonly number[]): boolean =>
  a === b ? after.length > 0 && isNewer(after, before) : a > b;

describe('The changelog', () => {
  it('has versions, the newest first, and above them at most what is not released', () => {
    const released = headings[0] === 'Unreleased' ? versions.slice(1) : versions;
    expect(released.length).toBeGreaterThanOrEqual(2);
    const misplaced = released.filter((version, index) => {
      const older = released[index + 1];
      return version === undefined || (older !== undefined && !isNewer(version, older));
    });
    expect(misplaced).toEqual([]);
  });

  it('begins with the version of the packages and of the contract', () => {
    const newest = versions.find((version) => version !== undefined)?.join('.');
    const contract = /^ {2}version: (.+)$/m.exec(read('docs/openapi.yaml'))?.[1];
    const lock = JSON.parse(read('package-lock.json'));
    const named = [versionOf('package.json'), versionOf('local-cloud/package.json'), lock.version, contract];
    expect(named).toEqual(named.map(() => newest));
  });
});
