// A module of its own kind (.mts), since the test runner loads it with its configuration.
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** Ends the name of what is imported as text. */
const mark = /\?text$/;

/** Makes a part of a page: HTML, CSS, or a script with all it imports, minified. */
export async function makePagePart(file: string): Promise<string> {
  if (file.endsWith('.html')) return (await readFile(file, 'utf8')).replaceAll(/\n\s*/g, '\n').trim();
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'iife',
    target: ['es2022', 'chrome100', 'safari16', 'firefox100'],
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  });
  return outputFiles[0]?.text.trim() ?? '';
}

/** Lets code import parts of pages, as `./login.css?text`. */
export const pageParts: Plugin = {
  name: 'page-parts',
  setup({ onResolve, onLoad, initialOptions: { absWorkingDir = process.cwd() } }) {
    // Relative, since the path gets into the source map.
    onResolve({ filter: mark }, ({ path, resolveDir }) => ({
      path: relative(absWorkingDir, resolve(resolveDir, path.replace(mark, ''))),
      namespace: 'page-part',
    }));
    onLoad({ filter: /./, namespace: 'page-part' }, async ({ path }) => ({
      contents: await makePagePart(join(absWorkingDir, path)),
      loader: 'text',
    }));
  },
};
