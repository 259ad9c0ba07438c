import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/**
 * Finds a file that a configuration names by a path from its own folder. A provider that Terraform starts runs in that
 * folder; one that it only connects to has to look where the Terraform programs run that know its socket.
 *
 * @returns `undefined` where there is no such file
 */
export function findConfiguredFile(file: string, socket: string): string | undefined {
  const folders = [...terraformFolders(socket), process.cwd(), ...stackFolders()];
  const candidates = isAbsolute(file) ? [file] : folders.map((folder) => join(folder, file));
  return candidates.find((candidate) => existsSync(candidate));
}

/** Working folders of the programs that have the socket in their environment. */
function terraformFolders(socket: string): readonly string[] {
  return existsSync('/proc/self/environ') ? foldersByProc(socket) : foldersByLsof();
}

function foldersByProc(socket: string): readonly string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`).includes(socket) ? [readlinkSync(`/proc/${pid}/cwd`)] : [];
    } catch {
      // It has ended, or is another user's.
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

/** Where CDKTF puts stacks, seen from where this was started. */
function stackFolders(): readonly string[] {
  const parent = join(process.cwd(), 'cdktf.out', 'stacks');
  return existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name)) : [];
}
