import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { programs } from '../../../infra/compilation/programs';
import { projectRoot } from '../../../infra/project-root';
import { copyProject } from './copied-project';

const command = 'infra/operations/stack/cli.ts';

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

  it('run with links among the sources, of which some lead nowhere, as editors make them', async () => {
    const folder = copyProject();
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync('../elsewhere', join(folder, 'infra', 'linked'));
    symlinkSync('somebody@host.1:2', join(folder, 'infra', '.#main.ts'));
    expect((await run(folder)).stderr).toBe('found "nothing"; allowed: synth, diff, deploy, destroy.\n');
  });

  it('find their packages if dist is a link to another place', async () => {
    const folder = copyProject();
    const elsewhere = mkdtempSync(join(tmpdir(), 'dist-'));
    onTestFinished(() => rmSync(elsewhere, { recursive: true }));
    symlinkSync(elsewhere, join(folder, 'dist'));
    const bundle = ['infra/run.cjs', 'infra/function-bundle/cli.ts', '--quiet'];
    await promisify(execFile)('node', bundle, { cwd: folder });
    expect(readdirSync(join(elsewhere, 'function'))).toContain('function.zip');
  });

  it('are compiled again if a part of what was compiled is gone, or other packages are installed', async () => {
    const folder = copyProject();
    await run(folder);
    const copies = join(folder, 'dist', 'programs');
    const [hash = ''] = readdirSync(copies);
    rmSync(join(copies, hash, command.replace(/ts$/, 'js')));
    expect((await run(folder)).stderr).toBe('found "nothing"; allowed: synth, diff, deploy, destroy.\n');
    expect(readdirSync(copies)).toEqual([hash]);
    renameSync(join(folder, 'node_modules'), join(folder, 'packages'));
    mkdirSync(join(folder, 'node_modules'));
    for (const name of readdirSync(join(folder, 'packages')))
      symlinkSync(join(folder, 'packages', name), join(folder, 'node_modules', name));
    rmSync(join(folder, 'node_modules', '.package-lock.json'));
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), 'others');
    await run(folder);
    expect(readdirSync(copies)).toHaveLength(2);
  });

  it('are not kept if the sources change while they are compiled', async () => {
    const folder = copyProject();
    const text = readFileSync(join(folder, command), 'utf8');
    const compiler = join(folder, 'infra', 'compilation', 'cli.ts');
    const edited = JSON.stringify(text.replace('; allowed: ', '; later allowed: '));
    const edit = `if (!existsSync('edited')) for (const file of ['edited', '${command}']) writeFileSync(file, ${edited});`;
    const imports = `import { existsSync, writeFileSync } from 'node:fs';`;
    writeFileSync(compiler, `${imports}\n${readFileSync(compiler, 'utf8')}\n${edit}`);
    expect((await run(folder)).stderr).toContain('; later allowed');
    writeFileSync(join(folder, command), text);
    expect((await run(folder)).stderr).toContain('; allowed');
  });

  it('say what to do without the bindings', async () => {
    const folder = copyProject();
    rmSync(join(folder, 'infra', 'provider-tencentcloud', 'lib'), { recursive: true });
    const { code, stderr } = await run(folder);
    expect(code).toBe(1);
    expect(stderr).toBe('There is no infra/provider-tencentcloud/lib. Run make packages, which generates it.\n');
  });
});
