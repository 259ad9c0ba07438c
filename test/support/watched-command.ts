import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** A command that runs while a test watches it. */
export interface WatchedCommand {
  readonly child: ChildProcess;
  /** Waits until the command has printed a text. @throws if it ends without */
  prints(text: string): Promise<void>;
  /** Types on the command's terminal. */
  type(keys: string): void;
  /** Sends a signal to all processes of the command, as a terminal does. */
  signal(signal: NodeJS.Signals): void;
  /** Waits until the command has ended. */
  ended(): Promise<{ readonly code: number | null; readonly printed: string }>;
}

export interface WatchedCommandOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What Ctrl-C types. */
export const ctrlC = '\u0003';

/** What Ctrl-D types. */
export const ctrlD = '\u0004';

/** Whether `script` is util-linux's, which runs a command in a terminal; macOS has another program of that name. */
export const hasTerminal = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

/** Starts a command in a process group of its own, which is killed when the test ends. */
export function watchCommand(command: string, args: readonly string[], options: WatchedCommandOptions): WatchedCommand {
  const child = spawn(command, args, { ...options, detached: true });
  const signal = (name: NodeJS.Signals) => process.kill(-(child.pid ?? 0), name);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  onTestFinished(() => void (isRunning() && signal('SIGKILL')));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  }
  const closed = once(child, 'close');
  return {
    child,
    async prints(text) {
      while (!printed.includes(text)) {
        if (!isRunning()) throw new Error(`It ended without "${text}":\n${printed}`);
        await sleep(10);
      }
    },
    type: (keys) => void child.stdin.write(keys),
    signal,
    async ended() {
      await closed;
      return { code: child.exitCode, printed };
    },
  };
}

/** Starts a command in a terminal of 80 columns. */
export function watchInTerminal(command: string, options: WatchedCommandOptions): WatchedCommand {
  const env = { TERM: 'xterm', ...options.env };
  return watchCommand('script', ['-qec', `stty rows 40 cols 80; ${command}`, '/dev/null'], { ...options, env });
}
