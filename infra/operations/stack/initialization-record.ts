import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { terraformProgram } from '../terraform-program';

/** A stack's folder, and how Terraform runs in it. */
export interface InitializedFolder {
  readonly folder: string;
  /** Process environment for Terraform. */
  readonly env: NodeJS.ProcessEnv;
}

/** In the folder of what `terraform init` writes, so that nobody keeps one without the other. */
const recordFile = (folder: string) => join(folder, '.terraform', 'initialized');

/**
 * Whether `terraform init` would change nothing, because everything that it depends on is as it was after it succeeded: the backend,
 * the providers that the stack requires, those that are installed, the lock file, the program and its configuration.
 *
 * platform: init-repeated
 */
export function isInitialized(initialized: InitializedFolder): boolean {
  const record = readText(recordFile(initialized.folder));
  return record !== '' && record === initializationKey(initialized);
}

/** Records that `terraform init` has succeeded. */
export function recordInitialization(initialized: InitializedFolder): void {
  const key = initializationKey(initialized);
  if (key !== undefined) writeFileSync(recordFile(initialized.folder), key, { mode: 0o600 });
}

/** Makes the next command run `terraform init`. */
export function forgetInitialization(folder: string): void {
  rmSync(recordFile(folder), { force: true });
}

/** @returns `undefined` if `terraform init` writes somewhere else, has options of the process environment, or has written nothing */
function initializationKey({ folder, env }: InitializedFolder): string | undefined {
  const ofTerraform = join(folder, '.terraform');
  // Options may name files whose content is not known here, or ask for newer providers each time.
  if (env.TF_DATA_DIR || env.TF_CLI_ARGS || env.TF_CLI_ARGS_init || !existsSync(ofTerraform)) return undefined;
  const { terraform }: { readonly terraform?: unknown } = JSON.parse(readText(join(folder, 'cdk.tf.json')) || '{}');
  // Of a provider that runs already, everything but its name is another one each time.
  const running = Object.keys(JSON.parse(env.TF_REATTACH_PROVIDERS || '{}')).sort();
  const dependsOn = [
    terraform,
    readText(join(folder, '.terraform.lock.hcl')),
    readText(join(ofTerraform, 'terraform.tfstate')),
    readText(join(ofTerraform, 'environment')),
    listFiles(join(ofTerraform, 'providers')),
    programFile(terraformProgram, env.PATH),
    env.TF_CLI_CONFIG_FILE ? readText(env.TF_CLI_CONFIG_FILE) : '',
    readText(join(env.HOME ?? '', '.terraformrc')),
    Object.entries(env).filter(([name]) => /^TF_(CLI_|WORKSPACE|PLUGIN_)/.test(name)),
    running,
  ];
  return createHash('sha256').update(JSON.stringify(dependsOn)).digest('hex');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The files in a folder, with their sizes and times. Packages of providers may be links to a folder that projects share. */
function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    if (!entry.isSymbolicLink()) return [describeFile(path)];
    // The shared folder may have been deleted.
    if (!existsSync(path)) return [`${path} -> nothing`];
    const target = realpathSync(path);
    return [`${path} -> ${target}`, ...(statSync(target).isDirectory() ? listFiles(target) : [describeFile(target)])];
  });
}

/** The file of a program that is found as a shell finds it. */
function programFile(program: string, path = ''): string {
  const folders = program.includes('/') ? [''] : path.split(delimiter).filter((folder) => folder !== '');
  const found = folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
  return found === undefined ? '' : describeFile(realpathSync(found));
}

function describeFile(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${path} ${size} ${mtimeMs}`;
}
