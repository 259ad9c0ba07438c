import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildOptions } from '../../infra/function-bundle/build-options';
import { projectRoot } from '../../infra/project-root';

/**
 * Builds modules like the bundle, minified and with its shims, and loads the result, so that a test can show that the
 * bundled code behaves like the sources.
 *
 * @param modules paths relative to the project's folder, such as `function/verification/code`
 */
export async function loadBundled<Exports>(...modules: readonly string[]): Promise<Exports> {
  const folder = await mkdtemp(join(tmpdir(), 'bundled-'));
  try {
    const outfile = join(folder, 'modules.js');
    const contents = modules.map((module) => `export * from './${module}';`).join('\n');
    await build({ ...buildOptions, stdin: { contents, resolveDir: projectRoot }, outfile });
    return createRequire(outfile)(outfile);
  } finally {
    await rm(folder, { recursive: true });
  }
}
