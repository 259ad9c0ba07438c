import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withoutStateFiles } from '../../infra/operations/stack/synthesize';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import { projectRoot } from '../../infra/project-root';

/** Folders that commands write to, and others that the copy does not need. */
const own = ['cdktf.out', '.git', 'dist', '.local-cloud', 'node_modules'];

/** A copy of this project (symbolic links to its sources), with stacks and state of its own. */
export interface Project {
  readonly folder: string;
  /** Deletes the folder. */
  remove(): Promise<void>;
}

/** Marks installed packages as up to date: the Makefile compares its time with that of `package.json` and the lock file. */
const installed = '.package-lock.json';

/** Creates a folder in which `make` works like in this project, without changing this one. */
export async function createProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'project-'));
  const names = (await readdir(projectRoot)).filter((name) => !own.includes(name) && !name.includes('.tfstate'));
  for (const name of names) await symlink(join(projectRoot, name), join(folder, name));
  // The packages themselves are links, but not their folder: make must not install packages in this project's, in which other tests run.
  const packages = join(folder, 'node_modules');
  await mkdir(packages);
  for (const name of await readdir(join(projectRoot, 'node_modules'))) {
    if (name !== installed) await symlink(join(projectRoot, 'node_modules', name), join(packages, name));
  }
  await writeFile(join(packages, installed), '{}');
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** Folders with the stacks that were synthesized for projects, by the variables that the synthesis depends on. */
const synthesized = new Map<string, Promise<string>>();

/**
 * Creates a project in which somebody has synthesized the stacks of the presets, so that commands need not do it again. Projects with
 * the same variables get copies of the same output.
 *
 * @param variables on which the synthesis depends, such as `STATE_BUCKET`. @default - none
 */
export async function createSynthesizedProject(variables: NodeJS.ProcessEnv = {}): Promise<Project> {
  const project = await createProject();
  // Vitest gives each file another one, which the commands of its tests get.
  const key = JSON.stringify([process.env.VITEST_WORKER_ID, variables]);
  const source = synthesized.get(key) ?? synthesizeIn(project, variables);
  synthesized.set(key, source);
  await cp(await source, join(project.folder, 'cdktf.out'), { recursive: true });
  return project;
}

async function synthesizeIn({ folder }: Project, variables: NodeJS.ProcessEnv): Promise<string> {
  const output = await mkdtemp(join(tmpdir(), 'synthesized-'));
  process.once('exit', () => rmSync(output, { recursive: true, force: true }));
  const env = terraformEnvironment({ ...variables, ...withoutStateFiles });
  await promisify(execFile)('make', ['synth'], { cwd: folder, env });
  await cp(join(folder, 'cdktf.out'), output, { recursive: true });
  return output;
}
