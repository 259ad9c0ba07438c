// An ES module (.mts), because the configuration of Vitest imports it.
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** Suffix of imports that are loaded as text. */
const textSuffix = /\?text$/;

/** Builds a part of a page: minified HTML, CSS, or a script with everything that it imports. */
export async function buildPagePart(file: string): Promise<string> {
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

/** An esbuild plugin for imports of page parts as text, such as `./login.css?text`. */
export const pageParts: Plugin = {
  name: 'page-parts',
  setup({ onResolve, onLoad, initialOptions: { absWorkingDir = process.cwd() } }) {
    // Relative, because the source map contains the path.
    onResolve({ filter: textSuffix }, ({ path, resolveDir }) => ({
      path: relative(absWorkingDir, resolve(resolveDir, path.replace(textSuffix, ''))),
      namespace: 'page-part',
    }));
    onLoad({ filter: /./, namespace: 'page-part' }, async ({ path }) => ({
      contents: await buildPagePart(join(absWorkingDir, path)),
      loader: 'text',
    }));
  },
};
