import type { BuildOptions } from 'esbuild';
import { projectRoot } from '../project-root';
import { pageParts } from './page-parts.mts';
import { shims } from './shims';

/** How code of `function/` is built for the platform. */
export const buildOptions = {
  absWorkingDir: projectRoot,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  loader: { '.lua': 'text' },
  plugins: [shims, pageParts],
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;
