import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { programs } from '../../../infra/compilation/programs';
import { projectRoot } from '../../../infra/project-root';

const command = 'infra/operations/stack/cli.ts';

/** Copies everything that programs are compiled from. */
function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ['function', 'infra', 'package.json', 'package-lock.json', 'tsconfig.json']) {
    cpSync(join(projectRoot, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs the command as make does, with a word that it refuses. */
async function run(folder: string): Promise<{ code: number; stderr: string }> {
  return promisify(execFile)('node', ['infra/run.cjs', command, 'nothing'], { cwd: folder }).then(
    ({ stderr }) => ({ code: 0, stderr }),
    ({ code, stderr }) => ({ code, stderr }),
  );
}

describe('The programs of infra/', { timeout: 120_000 }, () => {
  it('are those that the Makefile and cdktf.json run', () => {
    const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
    const used = [...`${read('Makefile')}${read('cdktf.json')}`.matchAll(/(?:\$\(run\)|run\.cjs) (infra\/\S+\.ts)/g)];
    expect([...new Set(used.map(([, program]) => program))].sort()).toEqual([...programs].sort());
    expect(programs.filter((program) => !existsSync(join(projectRoot, program)))).toEqual([]);
  });

  it('run as their sources are at that moment', async () => {
    const folder = copyProject();
    expect(await run(folder)).toEqual({
      code: 1,
      stderr: 'found "nothing"; allowed: synth, diff, deploy, destroy.\n',
    });
    const source = join(folder, command);
    const text = readFileSync(source, 'utf8');
    writeFileSync(source, text.replace('; allowed: ', '; today allowed: '));
    expect((await run(folder)).stderr).toContain('found "nothing"; today allowed: synth');
    writeFileSync(source, `${text}\nconst 1;`);
    const failed = await run(folder);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain(`${command}:`);
    expect(failed.stderr).not.toContain('run.cjs');
    writeFileSync(source, text);
    expect((await run(folder)).stderr).toContain('found "nothing"; allowed: synth');
  });
});
