import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { projectRoot } from '../project-root';
import { programs } from './programs';

/** Packages that are loaded as they are: they read files of their own, or are too large to be compiled for each change of the sources. */
const external = [
  '@cdktf/provider-random/*',
  '@cdktf/provider-tls/*',
  '@zip.js/zip.js',
  'cdktf',
  'constructs',
  'esbuild',
  'tencentcloud-sdk-nodejs/*',
];

/** Milliseconds after which a command that was started with other sources has loaded its program. */
const oldCopyMs = 60_000;

/** A compiled program is in another folder than its source, from which the project's folder is derived. */
const fixedProjectRoot: Plugin = {
  name: 'fixed-project-root',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\binfra\/project-root\.ts$/ }, () => ({
      contents: `export const projectRoot = ${JSON.stringify(projectRoot)};`,
      loader: 'ts',
    })),
};

/** Packages are found even if `dist` is a link to a folder in another place, where there are none. */
const requireFromProject = `require = require('node:module').createRequire(${JSON.stringify(join(projectRoot, 'package.json'))});`;

/**
 * Compiles the programs to `dist/programs/<hash>/`, each to a file of its own, and deletes old copies. Another process may do the
 * same at the same time.
 *
 * @param hash hash of the sources
 * @throws if the sources have a syntax error
 */
export async function compilePrograms(hash: string): Promise<void> {
  const folder = join(projectRoot, 'dist', 'programs');
  await mkdir(folder, { recursive: true });
  const unfinished = await mkdtemp(join(folder, 'unfinished-'));
  try {
    await build({
      absWorkingDir: projectRoot,
      entryPoints: programs,
      outbase: '.',
      outdir: unfinished,
      bundle: true,
      platform: 'node',
      target: `node${process.versions.node}`,
      format: 'cjs',
      external,
      plugins: [fixedProjectRoot],
      banner: { js: requireFromProject },
      define: { SOURCES_HASH: JSON.stringify(hash) },
      // Smaller files are read faster. Names stay as they are, for error messages.
      minifySyntax: true,
      minifyWhitespace: true,
      legalComments: 'none',
      // The error has the messages.
      logLevel: 'silent',
    });
    // Sources can be read by everybody who may read them, so can this.
    await chmod(unfinished, 0o755);
    await rename(unfinished, join(folder, hash)).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
      await replaceFiles(unfinished, join(folder, hash));
    });
    await deleteOldCopies(folder, hash);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Another process may have compiled the same, or somebody may have deleted a part of it. */
async function replaceFiles(from: string, to: string): Promise<void> {
  for (const program of programs) {
    const file = program.replace(/\.ts$/, '.js');
    await mkdir(dirname(join(to, file)), { recursive: true });
    await rename(join(from, file), join(to, file));
  }
}

async function deleteOldCopies(folder: string, hash: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (name === hash || Date.now() - mtimeMs < oldCopyMs) continue;
    // One that is somebody else's stays.
    await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}
