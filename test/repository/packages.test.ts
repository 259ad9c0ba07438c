import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  /** Comes inside of another package, whose hash is its own too. */
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
}

const readJson = async (file: string) => JSON.parse(await readFile(join(projectRoot, file), 'utf8'));

describe('The packages', () => {
  it('are pinned, in package.json by version and in the lock file by hash', async () => {
    const { workspaces } = await readJson('package.json');
    for (const folder of ['.', ...workspaces]) {
      const { dependencies, devDependencies } = await readJson(join(folder, 'package.json'));
      for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
        expect(`${name}@${version}`).toMatch(/^(@[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+$/);
      }
    }
    const { packages } = await readJson('package-lock.json');
    const fromRegistry = Object.entries<LockedPackage>(packages).filter(
      ([path, { link, inBundle }]) => path.startsWith('node_modules/') && !link && !inBundle,
    );
    expect(fromRegistry.length).toBeGreaterThan(100);
    const withoutHash = fromRegistry.filter(([, { integrity = '' }]) => !/^sha512-/.test(integrity));
    expect(withoutHash.map(([path]) => path)).toEqual([]);
  });

  it('run no scripts when they are installed', async () => {
    const { allowScripts } = await readJson('package.json');
    const { packages } = await readJson('package-lock.json');
    const withScripts = Object.entries<LockedPackage>(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = withScripts.map(([path]) => path.replace(/.*node_modules\//, ''));
    expect(Object.fromEntries(names.map((name) => [name, false]))).toEqual(allowScripts);
  });
});
