import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  /** Whether it is bundled in another package, whose hash covers it. */
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
}

const readJson = async (file: string) => JSON.parse(await readFile(join(projectRoot, file), 'utf8'));

describe('The packages', () => {
  it('are pinned by version in package.json, and by hash in the lock file', async () => {
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

  it('run no install scripts', async () => {
    const { allowScripts } = await readJson('package.json');
    const { packages } = await readJson('package-lock.json');
    const withScripts = Object.entries<LockedPackage>(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
    const names = withScripts.map(([path]) => path.replace(/.*node_modules\//, ''));
    expect(Object.fromEntries(names.map((name) => [name, false]))).toEqual(allowScripts);
  });
});
