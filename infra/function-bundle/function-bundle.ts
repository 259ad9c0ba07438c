import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { zipSync } from 'fflate';
import { buildOptions } from './build-options';

export interface FunctionBundleOptions {
  /** Folder that the files are written to. */
  readonly outputFolder: string;
}

/** The function as the platform takes it. */
export interface FunctionBundle {
  /** The code, one file of CommonJS. */
  readonly codeFile: string;
  /** The zip with the code alone. The same source makes the same bytes on every machine. */
  readonly zipFile: string;
  /** Bytes of the zip. */
  readonly zipSize: number;
  /** What is in the code, by source file. */
  readonly metafile: Metafile;
}

/** Makes the platform's handler `index.main_handler`. */
const codeName = 'index.js';

/** The earliest time that a zip can tell, in place of the file's own. */
const zipTime = new Date(1980, 0, 1);

/** Bundles `function/` into `index.js`, its source map and `function.zip`. */
export async function bundleFunction({ outputFolder }: FunctionBundleOptions): Promise<FunctionBundle> {
  const { outputFiles, metafile } = await build({
    ...buildOptions,
    entryPoints: ['function/handler.ts'],
    // The map's paths lead from here to the sources, wherever the files are written to.
    outfile: `dist/function/${codeName}`,
    // For whoever reads a stack trace; the platform has no use for it, so the code does not name it.
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    write: false,
  });
  await mkdir(outputFolder, { recursive: true });
  for (const { path, contents } of outputFiles) await writeFile(join(outputFolder, basename(path)), contents);
  const code = outputFiles.find(({ path }) => basename(path) === codeName);
  if (code === undefined) throw new Error(`esbuild made no ${codeName}`);

  const zip = zipSync({ [codeName]: [code.contents, { level: 9, mtime: zipTime }] });
  const zipFile = join(outputFolder, 'function.zip');
  await writeFile(zipFile, zip);
  return { codeFile: join(outputFolder, codeName), zipFile, zipSize: zip.length, metafile };
}
