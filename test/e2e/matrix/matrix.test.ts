import { rm } from 'node:fs/promises';
import { afterAll, describe, it } from 'vitest';
import { atLength, isAtLength } from '../../support/at-length';
import { otherEngines, ownEngine } from './engines';
import { pairWalks } from './pair-walks';
import { runWalk } from './run-walk';
import { settingWalks, shortWalk } from './setting-walks';

/** `make test-long` runs all walks with all engines, `make test` the shortest one with the fastest engine. */
const { engines, folder } = isAtLength ? otherEngines() : { engines: [], folder: undefined };
const others = [...settingWalks, ...pairWalks].filter((walk) => walk !== shortWalk);

afterAll(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true });
});

for (const { name, isFound, options } of [ownEngine, ...engines]) {
  // Concurrent, since programs and providers spend most of their time waiting.
  describe.skipIf(!isFound).concurrent(`The matrix, by ${name},`, { timeout: 1_200_000 }, () => {
    it.each([[shortWalk.name, shortWalk] as const])('changes %s', (_, walk) => runWalk(walk, options));
    it.runIf(isAtLength).each(others.map((walk) => [walk.name, walk] as const))(atLength('changes %s'), (_, walk) =>
      runWalk(walk, options),
    );
  });
}
