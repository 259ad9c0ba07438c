import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { terraformEnvironment, terraformProgram } from '../../../infra/operations/terraform-program';
import { keepFilesPrivate } from '../../../infra/terraform/private-files';
import { canDeploy, startTestCloud, type TestCloud } from '../../support/deployed-environment';
import { createSynthesizedProject, type Project } from '../../support/project';

const stack = 'sms-verification-dev';
const state = `terraform.${stack}.tfstate`;

/** The modes of the states and their backups in a folder. */
async function modesOfStates(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder)).filter((name) => name.includes('.tfstate')).sort();
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await modeOf(join(folder, name))])));
}
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe.skipIf(!canDeploy)('A deployment by a user whose files everybody can read', { timeout: 120_000 }, () => {
  let project: Project;
  let test: TestCloud;

  beforeEach(async () => {
    project = await createSynthesizedProject();
    test = await startTestCloud();
    return async () => {
      await test.stop();
      await project.remove();
    };
  });

  async function run(command: string): Promise<void> {
    const env = terraformEnvironment({ ...test.cloud.env, CI: 'true' });
    await promisify(execFile)('sh', ['-c', `umask 022; ${command}`], { cwd: project.folder, env, maxBuffer: 1e8 });
  }

  it.each([
    `node_modules/.bin/cdktf deploy ${stack} --auto-approve --skip-provider-lock`,
    'make deploy ENVIRONMENT=dev ARGS=--auto-approve',
  ])('keeps the state, its backup and plans private: %s', async (command) => {
    await run(command);
    const newKey = 'apply -replace=random_password.code-secret -auto-approve';
    await run(`${terraformProgram} -chdir=cdktf.out/stacks/${stack} ${newKey}`);
    expect(await readFile(join(project.folder, `${state}.backup`), 'utf8')).toContain('random_password');
    expect(await modesOfStates(project.folder)).toMatchObject({ [state]: '600', [`${state}.backup`]: '600' });
    expect(await modeOf(join(project.folder, 'cdktf.out', 'stacks'))).toBe('700');
  });

  it('makes the files of older deployments private', async () => {
    await run('make deploy ENVIRONMENT=dev ARGS=--auto-approve');
    const removed = `${state}.1700000000.backup`;
    await writeFile(join(project.folder, removed), '{}');
    for (const name of [state, `${state}.backup`, removed]) await chmod(join(project.folder, name), 0o644);
    await run('make diff ENVIRONMENT=dev');
    expect(await modesOfStates(project.folder)).toEqual({
      [state]: '600',
      [removed]: '600',
      [`${state}.backup`]: '600',
    });
  });
});

describe('The synthesis', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'private-'));
    for (const output of ['cdktf.out', 'elsewhere/cdktf.out']) {
      await mkdir(join(folder, output, 'stacks'), { recursive: true });
    }
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('creates state files only beside cdktf.json', async () => {
    await keepFilesPrivate({
      outputFolder: join(folder, 'elsewhere', 'cdktf.out'),
      projectFolder: folder,
      withStateFile: [stack],
    });
    expect(await readdir(folder)).toEqual(['cdktf.out', 'elsewhere']);
    expect(await readdir(join(folder, 'elsewhere'))).toEqual(['cdktf.out']);
  });

  it('leaves the content of a state as it is, and creates none for stacks whose state is in COS', async () => {
    await writeFile(join(folder, state), 'content', { mode: 0o644 });
    const outputFolder = join(folder, 'cdktf.out');
    await keepFilesPrivate({ outputFolder, projectFolder: folder, withStateFile: [] });
    expect(await modesOfStates(folder)).toEqual({ [state]: '600' });
    await keepFilesPrivate({ outputFolder, projectFolder: folder, withStateFile: [stack] });
    expect(await readFile(join(folder, state), 'utf8')).toBe('content');
  });
});
