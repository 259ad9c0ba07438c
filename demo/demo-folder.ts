import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectRoot } from '../infra/project-root';
import { stackNameOf } from '../infra/settings/stack-name';
import { stateFileOf } from '../infra/terraform/state-location';

/** Holds everything that the demo creates: the account, the synthesized stack and its state. */
export const demoFolder = resolve(process.env.LOCAL_CLOUD_FOLDER || join(projectRoot, '.local-cloud'));
export const stackName = stackNameOf('demo');
export const outputFolder = join(demoFolder, 'cdktf.out');
/** The folder in which Terraform runs. */
export const stackFolder = join(outputFolder, 'stacks', stackName);
const stateFile = join(demoFolder, stateFileOf(stackName));

/** What the demo, the local cloud and Terraform write, also in earlier versions; not the lock. */
const isOurs = (name: string) =>
  ['account.json', 'running.json'].some((file) => name === file || name === `${file}.new`) ||
  ['log', 'function', 'cdktf.out', 'outputs.json'].includes(name) ||
  name.replace(/^\./, '').startsWith(stateFileOf(stackName));

/** Whether the folder has an account or a state. */
export const hasDemo = (): boolean => existsSync(demoFolder) && readdirSync(demoFolder).some(isOurs);

/** The text of Terraform's state: empty if there is none, `undefined` if it is damaged. */
export function readState(): string | undefined {
  if (!existsSync(stateFile)) return '';
  const text = readFileSync(stateFile, 'utf8');
  try {
    if (text !== '') JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}

/** Whether a state has resources. */
export const hasResources = (state: string): boolean => state !== '' && JSON.parse(state).resources?.length > 0;

/** Deletes the account and the state. Files of others stay, in case that `LOCAL_CLOUD_FOLDER` names a folder that has some. */
export function removeDemoFiles(): void {
  if (!existsSync(demoFolder)) return;
  for (const name of readdirSync(demoFolder).filter(isOurs)) {
    rmSync(join(demoFolder, name), { recursive: true, force: true });
  }
}

/** Deletes the folder if it is empty. @returns the names of what it has otherwise */
export function removeEmptyFolder(): readonly string[] {
  if (!existsSync(demoFolder)) return [];
  const names = readdirSync(demoFolder);
  if (names.length === 0) rmdirSync(demoFolder);
  return names;
}
