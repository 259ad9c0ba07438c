import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../../infra/project-root';
import { readPublishedRun } from '../../bench/figures-file';
import { generateDocuments } from './generated-documents';

/** `make docs`: writes all that is generated in the documents, but the screenshots. */
async function main(): Promise<void> {
  for (const { file, text } of await generateDocuments(readPublishedRun())) {
    const path = join(projectRoot, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

main();
