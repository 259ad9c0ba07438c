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

  it('of Python are pinned by version and by hash, which pip requires of all or none', async () => {
    const folder = join(projectRoot, 'test', 'support', 'python');
    const lines = (await readFile(join(folder, 'requirements.txt'), 'utf8')).replaceAll('\\\n', '').trim().split('\n');
    const requirements = lines.filter((line) => !line.startsWith('#'));
    expect(requirements.length).toBeGreaterThan(3);
    for (const one of requirements)
      expect(one).toMatch(/^[\w-]+==[\d.]+( ; [\w ".<]+)?( +--hash=sha256:[0-9a-f]{64})+$/);
    expect(await readFile(join(folder, 'install-packages.sh'), 'utf8')).toContain(' --require-hashes ');
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
