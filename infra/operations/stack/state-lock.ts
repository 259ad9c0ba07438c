import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { captureTerraform } from './capture-terraform';
import type { SynthesizedStack } from './synthesized-stack';
import { stateFileOfBackend } from './terraform-state';

/** A lock of a state. */
export interface StateLock {
  /** With which `terraform force-unlock` releases it, if the state is in COS. */
  readonly id: string;
  /** User and machine of who holds it, such as `ann@laptop`. @default - Terraform does not tell */
  readonly who?: string;
  /** Since when it is held, such as `2026-11-24 18:07:30 UTC`. @default - Terraform does not tell */
  readonly since?: string;
}

type LockedStack = Pick<SynthesizedStack, 'folder' | 'stateInCos' | 'stateLocation'>;

/**
 * Finds who holds the lock of a stack's state. It changes nothing of the state.
 *
 * platform: cos-lock-stays, file-lock-ends
 *
 * @param stack a stack in whose folder `terraform init` was run
 * @returns `undefined` if the state is not locked
 */
export async function findStateLock(stack: LockedStack, env: NodeJS.ProcessEnv): Promise<StateLock | undefined> {
  if (stack.stateInCos) return findCosLock(stack.folder, env);
  // A process that was killed leaves the file behind, but not the lock. Taking the lock shows which it is, and deletes such a file.
  if (!existsSync(lockFileOf(stateFileOfBackend(stack.folder) ?? stack.stateLocation))) return undefined;
  const noResource = 'terraform_data.none';
  return find(['state', 'rm', '-dry-run', '-lock-timeout=0s', noResource], stack.folder, env);
}

/**
 * Finds the lock that a Terraform holds in COS, or left behind when it was ended at once. A lock of a state in a file ends with its
 * process.
 *
 * Terraform prints the ID only when it refuses to work. To release the lock by an ID that is not the lock's is refused, too.
 *
 * platform: cos-lock-stays
 *
 * @param folder folder of a stack whose state is in COS
 * @returns `undefined` if the state is not locked
 */
export async function findCosLock(folder: string, env: NodeJS.ProcessEnv): Promise<StateLock | undefined> {
  return find(['force-unlock', '-force', 'unknown'], folder, env);
}

async function find(args: readonly string[], folder: string, env: NodeJS.ProcessEnv): Promise<StateLock | undefined> {
  const { stdout, stderr } = await captureTerraform([...args], { folder, env: { ...env, TF_CLI_ARGS: '-no-color' } });
  const printed = `${stdout}${stderr}`;
  const read = (name: string) => new RegExp(`\\b${name}: +(\\S.*)$`, 'm').exec(printed)?.[1]?.trim();
  const id = read('ID');
  if (id === undefined) return undefined;
  const who = read('Who');
  const since = read('Created')?.replace(/(\.\d+)? \+0000 UTC.*$/, ' UTC');
  return { id, ...(who !== undefined && { who }), ...(since !== undefined && { since }) };
}

/** The file in which Terraform says who has locked a state that is in a file. platform: file-lock-ends */
export function lockFileOf(file: string): string {
  return join(dirname(file), `.${basename(file)}.lock.info`);
}
