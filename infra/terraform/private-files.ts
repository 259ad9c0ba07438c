import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readStateBucket, stateFileOf } from './state-location';

/** Whether states are stored in files, which a command may create. Commands that only read say that they need none. */
export function needsStateFiles(env: NodeJS.ProcessEnv): boolean {
  return readStateBucket(env) === undefined && env.CREATE_STATE_FILES !== 'no';
}

/** Whose files to protect. */
export interface SynthesizedStacks {
  /** Folder to which cdktf writes the stacks, such as `cdktf.out`. */
  readonly outputFolder: string;
  /** Folder of cdktf.json. */
  readonly projectFolder: string;
  /** Stacks that may be deployed with their state in a file beside cdktf.json. */
  readonly withStateFile: readonly string[];
}

/**
 * Lets only their owner read the files with secrets, whatever the umask is: states, their backups, and plans.
 *
 * cdktf, which starts Terraform, is another process, so it does not get a umask from here. But Terraform keeps the mode of files that
 * exist: this creates the state files before Terraform does. They are empty, which Terraform takes for no state. platform: empty-state-file
 */
export async function keepFilesPrivate({
  outputFolder,
  projectFolder,
  withStateFile,
}: SynthesizedStacks): Promise<void> {
  // Terraform writes plans to the folders of the stacks. platform: cdktf-plan-file
  await chmod(join(outputFolder, 'stacks'), 0o700);
  // Paths of states are relative to the output folder, so those of stacks in other places are not beside cdktf.json.
  if (resolve(outputFolder, '..') !== resolve(projectFolder)) return;
  for (const file of withStateFile.map(stateFileOf)) {
    for (const name of [file, `${file}.backup`]) {
      await writeFile(join(projectFolder, name), '', { flag: 'a', mode: 0o600 });
    }
  }
  const names = await readdir(projectFolder);
  const states = names.filter((name) => /^terraform\..+\.tfstate(\.|$)/.test(name));
  await Promise.all(states.map((name) => chmod(join(projectFolder, name), 0o600)));
}
