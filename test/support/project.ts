import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../infra/project-root';

/** What a project's commands write, and what is not wanted twice. */
const own = ['cdktf.out', '.git', 'dist', '.local-cloud'];

/** The sources of this project in another folder, with stacks and state of their own. */
export interface Project {
  readonly folder: string;
  /** Removes the folder. */
  remove(): Promise<void>;
}

/** Makes a folder in which `make` does what it does here, and touches nothing here. */
export async function createProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'project-'));
  const names = (await readdir(projectRoot)).filter((name) => !own.includes(name) && !name.includes('.tfstate'));
  for (const name of names) await symlink(join(projectRoot, name), join(folder, name));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
