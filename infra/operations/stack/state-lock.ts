import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { terraformProgram } from '../terraform-program';

/**
 * Finds the ID of the lock that a Terraform left behind which was ended at once. A lock of a state in a file ends with its process.
 *
 * Terraform prints the ID only when it refuses to work. To release the lock by an ID that is not the lock's is refused, too.
 *
 * platform: cos-lock-stays
 *
 * @param folder folder of a stack whose state is in COS
 * @returns `undefined` if the state is not locked
 */
export async function findLockId(folder: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const args = ['force-unlock', '-force', 'unknown'];
  const printed = await promisify(execFile)(terraformProgram, args, { cwd: folder, env }).then(
    ({ stdout }) => stdout,
    ({ stdout = '', stderr = '' }) => `${stdout}${stderr}`,
  );
  return /\bID: +([\w-]+)/.exec(printed)?.[1];
}
