import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../../infra/project-root';
import { readPublishedRun } from '../../bench/figures-file';
import { generateFiles } from './generated-files';

/** Writes the tables, plots and quotations of the published figures: `make figures`. */
async function main(): Promise<void> {
  for (const { file, text } of await generateFiles(readPublishedRun())) {
    const path = join(projectRoot, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

main();
