import { rm } from 'node:fs/promises';
import { afterAll, describe, it } from 'vitest';
import { otherEngines, ownEngine } from './engines';
import { pairWalks } from './pair-walks';
import { runWalk } from './run-walk';
import { settingWalks } from './setting-walks';

/** `make test-long` runs all walks with all engines, `make test` those of single settings with the fastest engine. */
const isFull = process.env.MATRIX === 'full';
const { engines, folder } = isFull ? otherEngines() : { engines: [], folder: undefined };
const walks = isFull ? [...settingWalks, ...pairWalks] : settingWalks;

afterAll(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true });
});

for (const { name, isFound, options } of [ownEngine, ...engines]) {
  // Concurrent, since programs and providers spend most of their time waiting.
  describe.skipIf(!isFound).concurrent(`The matrix, by ${name},`, { timeout: 1_200_000 }, () => {
    it.each(walks.map((walk) => [walk.name, walk] as const))('changes %s', async (_, walk) => {
      await runWalk(walk, options);
    });
  });
}
