import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { terraformEnvironment, terraformProgram } from '../../infra/operations/terraform-program';
import { terraform } from './terraform';
import { type WatchedCommand, watchCommand } from './watched-command';

/** A folder in which Terraform can lock a state in a file. */
export interface LockingFolder {
  readonly folder: string;
  /** Starts `terraform apply`, which works until it is told to end, and waits until it works. */
  lock(): Promise<WatchedCommand>;
  /** Tells it to end. */
  endWork(): Promise<void>;
}

/**
 * Creates a folder for a Terraform that locks the state `../<name>`.
 *
 * @param parent folder of the state, which the test deletes at its end, and with it what Terraform waits for
 */
export async function createLockingFolder(parent: string, state: string): Promise<LockingFolder> {
  const folder = join(parent, 'locking');
  const working = join(parent, 'working');
  await mkdir(folder);
  const command = `echo works; while [ -e '${working}' ]; do sleep 0.05; done`;
  const main = {
    terraform: { backend: { local: { path: `../${state}` } } },
    resource: { terraform_data: { one: { provisioner: { 'local-exec': { command } } } } },
  };
  await writeFile(join(folder, 'main.tf.json'), JSON.stringify(main));
  expect(await terraform(folder, ['init'])).toMatchObject({ code: 0 });
  return {
    folder,
    async lock() {
      await writeFile(working, '');
      const args = ['apply', '-auto-approve', '-input=false', '-no-color'];
      const apply = watchCommand(terraformProgram, args, { cwd: folder, env: terraformEnvironment() });
      await apply.prints('(local-exec): works');
      return apply;
    },
    endWork: () => rm(working),
  };
}
