import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { pageParts } from './page-parts.mts';
import { standIns } from './shims';

/** The project's folder: paths in what is built do not tell where it was. */
export const root = join(__dirname, '..', '..');

/** How code of `function/` is built for the platform. */
export const buildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  loader: { '.lua': 'text' },
  plugins: [standIns, pageParts],
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;
