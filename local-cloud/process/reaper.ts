import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Kills child processes, frozen ones too, when this process ends, even after `kill -9`. */
export interface Reaper {
  /** Folder for temporary files; it is removed when this process ends. */
  readonly folder: string;
  /** Kills a process when this one ends. */
  watch(child: ChildProcess): void;
  /** Kills the processes that are still running, and removes the folder. */
  close(): Promise<void>;
}

/** Maintains the list of processes. Its input ends when this process, the other end of the pipe, has ended. */
const script = `
trap '' INT TERM HUP
pids=
while read -r change pid; do
  case $change in
    add) pids="$pids $pid" ;;
    remove) kept=; for one in $pids; do [ "$one" = "$pid" ] || kept="$kept $one"; done; pids=$kept ;;
  esac
done
for one in $pids; do kill -9 "$one" 2>/dev/null; done
chmod -R u+w "$1" && rm -rf "$1"
`;

/** Starts a shell that waits until this process ends. */
export function startReaper(): Reaper {
  const folder = mkdtempSync(join(tmpdir(), 'local-cloud-'));
  const shell = spawn('/bin/sh', ['-c', script, 'reaper', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()));
  shell.unref();
  shell.stdin.on('error', () => {});
  const send = (change: 'add' | 'remove', pid: number) =>
    shell.stdin.writable && shell.stdin.write(`${change} ${pid}\n`);
  return {
    folder,
    watch(child) {
      const { pid } = child;
      if (pid === undefined) return;
      send('add', pid);
      child.once('exit', () => send('remove', pid));
    },
    async close() {
      shell.ref();
      shell.stdin.end();
      await ended;
    },
  };
}
