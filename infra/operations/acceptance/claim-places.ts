import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../project-root';
import { usesIn } from './platform-claims';

/** Folders of which files rely on claims. */
const folders = ['function', 'infra', 'local-cloud', 'docs'];
/** What only asks, what is generated, and the list itself. */
const excluded = ['infra/operations/acceptance/', 'infra/provider-tencentcloud/lib/', 'docs/platform.md'];

/** The files that rely on a claim, relative to the project's folder. */
export function placesOf(claim: string): string[] {
  return sourceFiles().filter((file) => usesIn(readFileSync(join(projectRoot, file), 'utf8')).includes(claim));
}

function sourceFiles(): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|mts|lua|md|html|css)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1))
      .filter((file) => !excluded.some((one) => file.startsWith(one))),
  );
}
