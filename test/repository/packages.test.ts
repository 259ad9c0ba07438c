import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  /** Whether it is bundled in another package, whose hash covers it. */
  readonly inBundle?: boolean;
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
    const folder = await mkdtemp(join(tmpdir(), 'packages-'));
    try {
      const npm = (cwd: string, ...args: readonly string[]) =>
        promisify(execFile)('npm', args, { cwd, env: { PATH: process.env.PATH, HOME: folder } });
      const [dependency, project] = [join(folder, 'dependency'), join(folder, 'project')];
      await mkdir(dependency);
      const scripts = { preinstall: 'touch ran', install: 'touch ran', postinstall: 'touch ran' };
      await writeFile(
        join(dependency, 'package.json'),
        JSON.stringify({ name: 'dependency', version: '1.0.0', scripts }),
      );
      await npm(dependency, 'pack', '--pack-destination', folder);
      await mkdir(project);
      await copyFile(join(projectRoot, '.npmrc'), join(project, '.npmrc'));
      const dependencies = { dependency: 'file:../dependency-1.0.0.tgz' };
      await writeFile(join(project, 'package.json'), JSON.stringify({ dependencies }));
      await npm(project, 'install', '--offline');
      expect(await readdir(join(project, 'node_modules', 'dependency'))).toEqual(['package.json']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
