import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildOptions } from '../../infra/function-bundle/build-options';
import { projectRoot } from '../../infra/project-root';

/**
 * Loads modules as the bundle has them, minified and with its shims, so that a test can show that what is shipped does
 * what was written.
 *
 * @param modules paths in the project, such as `function/verification/code`
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
