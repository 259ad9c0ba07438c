import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { buildOptions } from './build-options';
import { replaceFile } from './replace-file';
import { zipFile } from './zip-file';

export interface FunctionBundleOptions {
  /** Folder for the output files. It is created if it does not exist. */
  readonly outputFolder: string;
}

/** The function, bundled as the platform requires it. */
export interface FunctionBundle {
  /** Path of the code: a single CommonJS file. */
  readonly codeFile: string;
  /** Path of the zip file, which contains only the code. Builds are reproducible: the same source has the same bytes. */
  readonly zipFile: string;
  /** Size of the zip file in bytes. */
  readonly zipSize: number;
  /** esbuild's analysis of the code, by source file. */
  readonly metafile: Metafile;
}

/** The platform derives the handler's name from it: `index.main_handler`. platform: handler-file */
const codeFileName = 'index.js';

/** Bundles `function/`, and writes `index.js`, its source map and `function.zip`. Another process may do the same at the same time. */
export async function bundleFunction({ outputFolder }: FunctionBundleOptions): Promise<FunctionBundle> {
  const { outputFiles, metafile } = await build({
    ...buildOptions,
    entryPoints: ['function/handler.ts'],
    // Paths in the source map are relative to this file, whatever the output folder is.
    outfile: `dist/function/${codeFileName}`,
    // Only people need the source map, to read stack traces. It is not uploaded, so the code does not refer to it.
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    write: false,
  });
  await mkdir(outputFolder, { recursive: true });
  for (const { path, contents } of outputFiles) await replaceFile(join(outputFolder, basename(path)), contents);
  const code = outputFiles.find(({ path }) => basename(path) === codeFileName);
  if (code === undefined) throw new Error(`esbuild wrote no ${codeFileName}`);

  const zip = await zipFile(codeFileName, code.contents);
  const zipPath = join(outputFolder, 'function.zip');
  await replaceFile(zipPath, zip);
  return { codeFile: join(outputFolder, codeFileName), zipFile: zipPath, zipSize: zip.length, metafile };
}
