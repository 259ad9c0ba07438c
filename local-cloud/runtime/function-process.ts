import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Reaper } from '../process/reaper';
import type { InstanceFailure, InstanceRequest, InstanceResponse } from './instance-protocol';
import type { RequestOutcome } from './invocation-result';
import { readLines } from './log-lines';
import { readMemoryMb } from './process-memory';

const program = join(__dirname, 'instance', 'main.cjs');

/** Milliseconds between two measurements of a busy process's memory. */
const memoryIntervalMs = 50;

/** MB that Node.js itself needs; the rest of the limit is the maximum size of the function's heap. */
const nodeMemoryMb = 48;

export interface FunctionProcessOptions {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  /** Receives each line that the function writes. */
  readonly log: (line: string) => void;
  readonly reaper: Reaper;
}

export type FunctionProcess = ReturnType<typeof startFunctionProcess>;

/** Starts a process that runs a function's code. Its process environment is `env`; it inherits nothing. */
export function startFunctionProcess({ folder, env, memoryMb, log, reaper }: FunctionProcessOptions) {
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${Math.max(memoryMb - nodeMemoryMb, nodeMemoryMb)}`, program],
    // A separate process group, so that Ctrl-C in a terminal reaches only this process.
    { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true },
  );
  reaper.watch(child);

  let settle: ((response: InstanceResponse | InstanceFailure) => void) | undefined;
  let heapIsFull = false;
  let alive = true;
  const logLine = (line: string) => {
    heapIsFull ||= line.includes('JavaScript heap out of memory');
    log(line);
  };
  const flushes = [child.stdout, child.stderr].map((stream) => stream && readLines(stream, logLine));
  /** Lets pending output be read first, so that the lines precede the response. */
  const afterLines = (next: () => void) =>
    setImmediate(() => {
      for (const flush of flushes) flush?.();
      next();
    });
  const ended = new Promise<void>((resolve) => {
    const end = (reason: string) =>
      afterLines(() => {
        alive = false;
        settle?.(heapIsFull ? { kind: 'out-of-memory' } : { kind: 'ended', reason });
        resolve();
      });
    child.once('exit', (code, signal) => end(signal === null ? `with code ${code}` : `by ${signal}`));
    child.on('error', ({ message }) => child.pid === undefined && end(message));
  });
  child.on('message', (response: InstanceResponse) => afterLines(() => settle?.(response)));

  /** Signals the process, and the processes that the function has started. */
  function signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      child.kill(name);
    }
  }

  async function kill(): Promise<void> {
    if (alive) signal('SIGKILL');
    await ended;
  }

  const usedMb = async () => (child.pid === undefined ? 0 : readMemoryMb(child.pid));

  return {
    processId: child.pid,
    isAlive: () => alive,
    /** Suspends the process until `thaw`. */
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    kill,

    /** Sends a request and waits for the response. Kills the process if it exceeds the time-out or its memory. */
    async request(request: InstanceRequest, timeoutMs: number): Promise<RequestOutcome> {
      let memory = 0;
      let timers: readonly NodeJS.Timeout[] = [];
      const received = await new Promise<InstanceResponse | InstanceFailure>((resolve) => {
        settle = resolve;
        const checkMemory = async () => {
          memory = Math.max(memory, await usedMb());
          if (memory > memoryMb) resolve({ kind: 'out-of-memory' });
        };
        timers = [
          setTimeout(() => resolve({ kind: 'timed-out' }), timeoutMs),
          setInterval(() => void checkMemory(), memoryIntervalMs),
        ];
        if (!alive) resolve({ kind: 'ended', reason: 'before it received the request' });
        else child.send(request, () => {});
      });
      settle = undefined;
      for (const timer of timers) clearTimeout(timer);
      if (alive) memory = await usedMb();
      const response = memory > memoryMb ? ({ kind: 'out-of-memory' } as const) : received;
      if (response.kind === 'timed-out' || response.kind === 'out-of-memory') await kill();
      return { response, memoryMb: memory };
    },
  };
}
