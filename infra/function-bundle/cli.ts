import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../project-root';
import { bundleFunction } from './function-bundle';
import { packageShares } from './report';

/** Bundles the function into dist/function/, and prints the size of each package in it, unless `--quiet` is set. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { quiet: { type: 'boolean', default: false } } });
  const bundle = await bundleFunction({ outputFolder: join(projectRoot, 'dist', 'function') });
  if (values.quiet) return;
  const { size } = await stat(bundle.codeFile);
  for (const { name, bytes } of packageShares(bundle)) console.log(row(name, bytes));
  console.log(row(relative(projectRoot, bundle.codeFile), size));
  console.log(row(relative(projectRoot, bundle.zipFile), bundle.zipSize));
}

const row = (name: string, bytes: number) => `${name.padEnd(32)}${(bytes / 1000).toFixed(1).padStart(8)} kB`;

main();
