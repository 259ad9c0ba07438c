import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { projectFiles } from './project-files';

/** Lists the folders with files of the project: the first two levels, such as `infra/` and `infra/settings/`. */
function projectFolders(): string[] {
  const folders = projectFiles()
    .map(dirname)
    .filter((folder) => folder !== '.')
    .flatMap((folder) => {
      const [first = '', second] = folder.split('/');
      return second === undefined ? [`${first}/`] : [`${first}/`, `${first}/${second}/`];
    });
  return [...new Set(folders)].sort();
}

describe('CONTRIBUTING.md', () => {
  it('maps every folder of the first two levels, and no other folders', () => {
    const text = readFileSync(join(projectRoot, 'CONTRIBUTING.md'), 'utf8');
    const mapped = [...text.matchAll(/^\| `([^`]+\/)` \| \S/gm)].map(([, folder]) => folder);
    expect(mapped.length).toBeGreaterThan(30);
    expect([...mapped].sort()).toEqual(projectFolders());
  });
});
