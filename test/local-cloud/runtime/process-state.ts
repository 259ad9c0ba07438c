import { execFileSync } from 'node:child_process';

/** Returns the state letter of a process, such as `T` for stopped; empty if it does not exist or is a zombie. */
export function processState(pid: number): string {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).charAt(0);
    return state === 'Z' ? '' : state;
  } catch {
    return '';
  }
}
