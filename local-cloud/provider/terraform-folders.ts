import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/**
 * Finds a file that a configuration names, by a path relative to Terraform's working directory. A provider that Terraform
 * starts runs in that directory. A provider that Terraform connects to has to search the working directories of the processes
 * that have its socket in their process environment. platform: terraform-cwd
 *
 * @returns `undefined` if the file does not exist
 */
export function findConfiguredFile(file: string, socket: string): string | undefined {
  const folders = [...terraformFolders(socket), process.cwd(), ...stackFolders()];
  const candidates = isAbsolute(file) ? [file] : folders.map((folder) => join(folder, file));
  return candidates.find((candidate) => existsSync(candidate));
}

/** Working directories of the processes that have the socket in their process environment. */
function terraformFolders(socket: string): readonly string[] {
  return existsSync('/proc/self/environ') ? foldersByProc(socket) : foldersByLsof();
}

function foldersByProc(socket: string): readonly string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`).includes(socket) ? [readlinkSync(`/proc/${pid}/cwd`)] : [];
    } catch {
      // The process has ended, or belongs to another user.
      return [];
    }
  });
}

function foldersByLsof(): readonly string[] {
  try {
    const printed = execFileSync('lsof', ['-a', '-d', 'cwd', '-c', 'terraform', '-c', 'tofu', '-Fn'], {
      encoding: 'utf8',
    });
    return printed.split('\n').flatMap((line) => (line.startsWith('n') ? [line.slice(1)] : []));
  } catch {
    return [];
  }
}

/** Folders of the stacks that CDKTF has synthesized in this process's working directory. */
function stackFolders(): readonly string[] {
  const parent = join(process.cwd(), 'cdktf.out', 'stacks');
  return existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name)) : [];
}
