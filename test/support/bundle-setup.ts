import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundleFunction } from '../../infra/function-bundle/function-bundle';

declare module 'vitest' {
  interface ProvidedContext {
    /** The function's bundle, built once for all test files; do not write to its folder. */
    readonly bundle: { readonly codeFile: string; readonly zipFile: string };
  }
}

let folder: string | undefined;

/** Builds the bundle before the first test file runs. */
export async function setup({ provide }: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  const { codeFile, zipFile } = await bundleFunction({ outputFolder: folder });
  provide('bundle', { codeFile, zipFile });
}

/** Deletes the bundle after the last test file. */
export async function teardown(): Promise<void> {
  if (folder !== undefined) await rm(folder, { recursive: true });
}
