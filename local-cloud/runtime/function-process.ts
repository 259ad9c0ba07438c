import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Reaper } from '../process/reaper';
import type { Answer, NoAnswer, Question } from './instance-protocol';
import { readLines } from './log-lines';
import { readMemoryMb } from './process-memory';

const program = join(__dirname, 'instance', 'main.cjs');

/** Milliseconds between two looks at the memory of a process that is at work. */
const memoryInterval = 50;

/** MB that Node.js takes for itself; what is left of the limit is for the function's objects. */
const ownMemoryMb = 48;

export interface FunctionProcessOptions {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  /** Takes each line that the function writes. */
  readonly log: (line: string) => void;
  readonly reaper: Reaper;
}

export type FunctionProcess = ReturnType<typeof startFunctionProcess>;

/** Starts a process that runs a function's code, with the given process environment and nothing else of this one's. */
export function startFunctionProcess({ folder, env, memoryMb, log, reaper }: FunctionProcessOptions) {
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${Math.max(memoryMb - ownMemoryMb, ownMemoryMb)}`, program],
    // In a group of its own, so that Ctrl+C in a terminal is this process's to deal with.
    { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true },
  );
  reaper.watch(child);

  let settle: ((answer: Answer | NoAnswer) => void) | undefined;
  let heapIsFull = false;
  let alive = true;
  const logLine = (line: string) => {
    heapIsFull ||= line.includes('JavaScript heap out of memory');
    log(line);
  };
  const flushes = [child.stdout, child.stderr].map((stream) => stream && readLines(stream, logLine));
  /** What was written before is read in the same turn: the lines come before the answer. */
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
  child.on('message', (answer: Answer) => afterLines(() => settle?.(answer)));

  /** Signals the processes that the function has started too. */
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
    /** Stops it where it is, until it is woken. */
    freeze: () => signal('SIGSTOP'),
    wake: () => signal('SIGCONT'),
    kill,

    /** Asks, and kills the process where it takes too long or too much memory. */
    async ask(question: Question, timeLimitMs: number) {
      let memory = 0;
      let timers: readonly NodeJS.Timeout[] = [];
      const answer = await new Promise<Answer | NoAnswer>((resolve) => {
        settle = resolve;
        const look = async () => {
          memory = Math.max(memory, await usedMb());
          if (memory > memoryMb) resolve({ kind: 'out-of-memory' });
        };
        timers = [
          setTimeout(() => resolve({ kind: 'timed-out' }), timeLimitMs),
          setInterval(() => void look(), memoryInterval),
        ];
        if (!alive) resolve({ kind: 'ended', reason: 'before it was asked' });
        else child.send(question, () => {});
      });
      settle = undefined;
      for (const timer of timers) clearTimeout(timer);
      if (alive) memory = await usedMb();
      const result = memory > memoryMb ? ({ kind: 'out-of-memory' } as const) : answer;
      if (result.kind === 'timed-out' || result.kind === 'out-of-memory') await kill();
      return { answer: result, memoryMb: memory };
    },
  };
}
