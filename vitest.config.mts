import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { buildPagePart } from './infra/function-bundle/page-parts.mts';
import { LongFilesFirst } from './test/support/long-files-first.mts';
import { SummaryReporter } from './test/support/summary-reporter.mts';

export default defineConfig({
  plugins: [
    {
      name: 'lua-as-text',
      transform: (code, id) => (id.endsWith('.lua') ? `export default ${JSON.stringify(code)}` : undefined),
    },
    {
      name: 'page-parts',
      enforce: 'pre',
      // A name that does not end as a style sheet's, which would be taken for one.
      resolveId: (id, importer = '') =>
        id.endsWith('?text') ? `\0${resolve(dirname(importer), id.slice(0, -5))}.part` : undefined,
      load: async (id) =>
        id.endsWith('.part') ? `export default ${JSON.stringify(await buildPagePart(id.slice(1, -5)))}` : undefined,
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/bundle-setup.ts'],
    reporters: ['default', new SummaryReporter()],
    // Files share the modules of their worker, so that each does not load them again.
    isolate: false,
    // Two more than the number of cores, since most end-to-end tests wait for other programs.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: LongFilesFirst },
    // Without it, Terraform spends a fifth of its time on collecting garbage, although it ends before it could need the memory.
    env: { GOGC: 'off', OWN_PRESETS: 'off' },
    // Milliseconds; a busy machine must not fail a test that takes a second on an idle one.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
