import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Ends processes with this one, however it ends: frozen ones and after `kill -9` too. */
export interface Reaper {
  /** For temporary files; it goes with this process. */
  readonly folder: string;
  /** Ends a process when this one has ended, unless it has ended before. */
  watch(child: ChildProcess): void;
  /** Ends what is still running, and removes the folder. */
  close(): Promise<void>;
}

/** Keeps the list of processes; its input ends when the other end of the pipe is gone. */
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

/** Starts a shell that waits for the end of this process. */
export function startReaper(): Reaper {
  const folder = mkdtempSync(join(tmpdir(), 'local-cloud-'));
  const shell = spawn('/bin/sh', ['-c', script, 'reaper', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()));
  shell.unref();
  shell.stdin.on('error', () => {});
  const tell = (change: 'add' | 'remove', pid: number) =>
    shell.stdin.writable && shell.stdin.write(`${change} ${pid}\n`);
  return {
    folder,
    watch(child) {
      const { pid } = child;
      if (pid === undefined) return;
      tell('add', pid);
      child.once('exit', () => tell('remove', pid));
    },
    async close() {
      shell.ref();
      shell.stdin.end();
      await ended;
    },
  };
}
