import { existsSync, lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { AccountPart } from '../account-parts/account-part';
import type { StackSession } from './stack-session';
import { lockFileOf } from './state-lock';
import { parseState, type StackState, stateFileOfBackend, usesDefaultWorkspace } from './terraform-state';

type StateOwner = Pick<StackSession, 'settings' | 'stack' | 'env'>;

/** What is wrong with a state in a file, and what to do about it. */
export interface StateDamage {
  readonly found: string;
  readonly advice: string;
}

/** Finds out whether a file has something else than a state, of which Terraform only says where it ends. @returns `undefined` if not */
export function findDamage(session: StateOwner): StateDamage | undefined {
  const file = stateFileOf(session);
  if (file === undefined || readStateIn(file) !== 'damaged') return undefined;
  const advice = adviseBackup(session).join('\n');
  return {
    found: `${shown(file)} is damaged: it is no state`,
    advice: advice || 'Restore it from a backup of this machine: see "The state is lost" in docs/operations.md.',
  };
}

/**
 * Says how to go back to the backup that Terraform keeps beside a state in a file. platform: state-backup
 *
 * @param outside parts that are in the account, but not in the state. @default - it is not known what the state lacks
 * @returns a sentence and a command, or nothing if the state has resources, or the backup has none of the parts
 */
export function adviseBackup(session: StateOwner, outside?: readonly AccountPart[]): string[] {
  const file = stateFileOf(session);
  const state = file === undefined ? 'unknown' : readStateIn(file);
  if (file === undefined || state === 'unknown' || (state !== 'damaged' && state.types.size > 0)) return [];
  const backup = readBackup(file, session);
  const has = ({ id, functionId = id }: AccountPart) => backup?.ids.has(id) || backup?.ids.has(functionId);
  if (backup === undefined || (outside !== undefined && !outside.some(has))) return [];
  return [
    'A backup has the state as it was before its last change. To go back to it, before anything else, and see with ' +
      `make diff ENVIRONMENT=${session.settings.name} what it lacks:`,
    `  cp ${shown(backupOf(file))} ${shown(file)}`,
  ];
}

/**
 * Deletes a state in a file, with its backups, after everything in it was destroyed: they hold secrets. platform: state-backup
 *
 * @param destroyed the state after the destruction
 * @returns whether it was deleted. It is not if it has resources, has another form, is in COS or where a link leads, or another
 *   deployment has begun since
 */
export function deleteStateFiles(session: StateOwner, destroyed: StackState): boolean {
  const file = stateFileOf(session);
  const state = file === undefined ? 'unknown' : readStateIn(file);
  if (file === undefined || state === 'unknown' || state === 'damaged' || state.types.size > 0) return false;
  // A deployment that creates its first resource has stored nothing yet, but has locked the state.
  if (state.revision !== destroyed.revision || existsSync(lockFileOf(file))) return false;
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) return false;
  const { folder } = session.stack;
  const ofCommands = readdirSync(folder).filter((name) => /^terraform\.tfstate\.\d+\.backup$/.test(name));
  for (const path of [file, backupOf(file), ...ofCommands.map((name) => join(folder, name))])
    rmSync(path, { force: true });
  return true;
}

/** Says why a backup with resources stays although nothing was found in the account. @returns nothing if there is none */
export function describeKeptBackup(session: StateOwner): string {
  const file = stateFileOf(session);
  if (file === undefined || readBackup(file, session) === undefined) return '';
  return (
    `${shown(backupOf(file))} stays: it has what was deployed before, secrets included. Delete it once nothing of that is left ` +
    'in any account.'
  );
}

const backupOf = (file: string) => `${file}.backup`;

/** @returns `undefined` if there is no backup with resources of the environment */
function readBackup(file: string, { settings }: StateOwner): StackState | undefined {
  const state = readStateIn(backupOf(file));
  if (state === 'damaged' || state === 'unknown' || state.types.size === 0) return undefined;
  return [undefined, settings.name].includes(state.environment) ? state : undefined;
}

/** `unknown`: it has another form, such as an encrypted one, or cannot be read. A file that is empty or does not exist is an empty state. platform: state-file-content */
function readStateIn(file: string): StackState | 'damaged' | 'unknown' {
  const text = readText(file);
  if (text === undefined) return 'unknown';
  if (text.trim() === '') return parseState('');
  try {
    const { version }: { readonly version?: unknown } = JSON.parse(text);
    return version === 4 ? parseState(text) : 'unknown';
  } catch {
    return 'damaged';
  }
}

/** @returns `undefined` if the file cannot be read, nothing if it does not exist */
function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? '' : undefined;
  }
}

/** @returns `undefined` if the state is not in a file, or may be in another one than is known here */
function stateFileOf({ stack, env }: StateOwner): string | undefined {
  if (stack.stateInCos || !usesDefaultWorkspace(stack.folder, env)) return undefined;
  return stateFileOfBackend(stack.folder) ?? stack.stateLocation;
}

/** The path from the folder in which the command runs, if the file is in it. */
function shown(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') ? file : path;
}
