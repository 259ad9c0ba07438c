import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../infra/project-root';

/** Folders that commands write to, and others that the copy does not need. */
const own = ['cdktf.out', '.git', 'dist', '.local-cloud'];

/** A copy of this project (symbolic links to its sources), with stacks and state of its own. */
export interface Project {
  readonly folder: string;
  /** Deletes the folder. */
  remove(): Promise<void>;
}

/** Creates a folder in which `make` works like in this project, without changing this one. */
export async function createProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'project-'));
  const names = (await readdir(projectRoot)).filter((name) => !own.includes(name) && !name.includes('.tfstate'));
  for (const name of names) await symlink(join(projectRoot, name), join(folder, name));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
