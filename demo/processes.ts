import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds that a killed process may take to disappear. */
const killMs = 10_000;

/**
 * Finds processes by their command lines, which tell for sure whose they are. A number in a file does not: after a restart of the
 * machine, it may be that of another program.
 *
 * @param isWanted gets the program and its arguments, separated by spaces
 */
export function findProcesses(isWanted: (command: string) => boolean): readonly number[] {
  const processes = existsSync('/proc/self/cmdline') ? processesByProc() : processesByPs();
  return processes.flatMap(([pid, command]) => (pid !== process.pid && isWanted(command) ? [pid] : []));
}

function processesByProc(): readonly [number, string][] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0$/, '').replaceAll('\0', ' ');
      return [[Number(pid), command]];
    } catch {
      // The process has ended.
      return [];
    }
  });
}

function processesByPs(): readonly [number, string][] {
  const printed = execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 1e8 });
  return [...printed.matchAll(/^ *(\d+) (.*)$/gm)].map(([, pid, command = '']) => [Number(pid), command]);
}

/**
 * Ends processes, and kills those that have not ended after a while.
 *
 * @param signal asks them to end
 * @param patienceMs milliseconds until they are killed
 * @throws {Error} if one cannot be killed
 */
export async function endProcesses(
  isWanted: (command: string) => boolean,
  signal: NodeJS.Signals,
  patienceMs: number,
): Promise<void> {
  if (await end(isWanted, signal, patienceMs)) return;
  if (await end(isWanted, 'SIGKILL', killMs)) return;
  throw new Error(`These processes cannot be ended: ${findProcesses(isWanted).join(', ')}. End them, then try again.`);
}

async function end(isWanted: (command: string) => boolean, signal: NodeJS.Signals, waitMs: number): Promise<boolean> {
  for (const pid of findProcesses(isWanted)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended, or belongs to another user, and is still there below.
    }
  }
  for (let waited = 0; waited < waitMs; waited += 50) {
    if (findProcesses(isWanted).length === 0) return true;
    await sleep(50);
  }
  return false;
}
