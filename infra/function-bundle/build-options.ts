import type { BuildOptions } from 'esbuild';
import { projectRoot } from '../project-root';
import { oldestTarget } from '../settings/node-runtimes';
import { luaScripts } from './lua-scripts';
import { pageParts } from './page-parts.mts';
import { shims } from './shims';

/** Options for bundling code of `function/` for the platform's Node.js. */
export const buildOptions = {
  absWorkingDir: projectRoot,
  bundle: true,
  minify: true,
  platform: 'node',
  target: oldestTarget,
  format: 'cjs',
  plugins: [luaScripts, shims, pageParts],
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;
