import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Bundles Lua scripts as text, without the lines that contain only a comment, and without indentation. */
export const luaScripts: Plugin = {
  name: 'lua-scripts',
  setup(build) {
    build.onLoad({ filter: /\.lua$/ }, async ({ path }) => {
      const lines = (await readFile(path, 'utf8')).split('\n').map((line) => line.trim());
      return { contents: lines.filter((line) => line !== '' && !line.startsWith('--')).join('\n'), loader: 'text' };
    });
  },
};
