import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { projectFiles } from './project-files';

/** A copy of the project's files in a temporary folder, with the project's packages. */
async function copyProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dead-code-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await Promise.all(projectFiles().map((file) => cp(join(projectRoot, file), join(folder, file))));
  await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs knip in a folder. Returns what it complains about, a line each. */
async function complaints(folder: string): Promise<string[]> {
  const program = join(projectRoot, 'node_modules', 'knip', 'bin', 'knip.js');
  const args = [program, '--no-progress', '--reporter=compact', '--treat-config-hints-as-errors'];
  const run = promisify(execFile)(process.execPath, args, { cwd: folder, env: { PATH: process.env.PATH } });
  const { stdout, stderr } = await run.catch(
    (failure: { readonly stdout: string; readonly stderr: string }) => failure,
  );
  return `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
}

describe('Knip', { timeout: 180_000 }, () => {
  it('finds no file, export or package that nothing uses, but those that the test adds', async () => {
    const folder = await copyProject();
    await appendFile(
      join(folder, 'function', 'masking.ts'),
      "import 'unlisted-package';\nexport const unusedExport = 1;\n",
    );
    await writeFile(join(folder, 'infra', 'operations', 'unused-file.ts'), 'export {};\n');
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    manifest.devDependencies['unused-package'] = '1.0.0';
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    expect(await complaints(folder)).toEqual([
      'Unused files (1)',
      'infra/operations/unused-file.ts: infra/operations/unused-file.ts',
      'Unused devDependencies (1)',
      'package.json: unused-package',
      'Unlisted dependencies (1)',
      'function/masking.ts: unlisted-package',
      'Unused exports (1)',
      'function/masking.ts: unusedExport',
    ]);
  });
});
