import { execFileSync } from 'node:child_process';

/** The state of a process by its letter, such as `T` for stopped; empty where there is none, or only what is left of one. */
export function processState(pid: number): string {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).charAt(0);
    return state === 'Z' ? '' : state;
  } catch {
    return '';
  }
}
