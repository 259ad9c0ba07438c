import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Reaper } from '../process/reaper';

/** Where a function's network leads, of everything that it may try to reach. */
export interface Route {
  /** Name or address that the function connects to; `*.example.com` is every name of a domain. */
  readonly host: string;
  readonly port: number;
  /** Where that is on this machine. */
  readonly to: { readonly host: string; readonly port: number };
  /** Whether the function speaks HTTPS there, and the other end HTTP. @default false */
  readonly tls?: boolean;
}

export interface InstanceOptions {
  /** Folder of the code. */
  readonly folder: string;
  /** Such as `index.main_handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  /** In MB. */
  readonly memoryMb: number;
  readonly reaper: Reaper;
  /** Takes each line that the function writes. */
  readonly log: (line: string) => void;
}

export interface Invocation {
  readonly event: object;
  readonly context: object;
  /** Variables that are other ones from time to time: the role's keys. */
  readonly environment: Readonly<Record<string, string>>;
  readonly network: readonly Route[];
  /** In seconds. */
  readonly timeoutSeconds: number;
}

/** How an invocation ended. */
export type Ending =
  | { readonly kind: 'reply'; readonly reply: unknown }
  | { readonly kind: 'thrown'; readonly error: string }
  | { readonly kind: 'exited' | 'timed-out' | 'out-of-memory' };

/** A process that runs one invocation at a time. */
export interface Instance {
  readonly process: ChildProcess;
  /** Whether it can take another invocation. */
  readonly alive: boolean;
  invoke(invocation: Invocation): Promise<Ending>;
  kill(): Promise<void>;
}

/** Milliseconds between two looks at an instance's memory. */
const memoryInterval = 50;

/** Starts a process with the function's environment and nothing else; it is frozen while it is idle. */
export function startInstance({ folder, handler, environment, memoryMb, reaper, log }: InstanceOptions): Instance {
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${memoryMb}`, join(__dirname, 'instance.cjs'), handler],
    {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  reaper.watch(child);
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', log);
  }
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  let alive = true;
  ended.then(() => {
    alive = false;
  });
  let lastId = 0;

  async function kill(): Promise<void> {
    alive = false;
    child.kill('SIGKILL');
    await ended;
  }

  async function invoke({ timeoutSeconds, ...rest }: Invocation): Promise<Ending> {
    const id = ++lastId;
    child.kill('SIGCONT');
    const timers: NodeJS.Timeout[] = [];
    const ending = await Promise.race([
      new Promise<Ending>((resolve) => {
        const receive = (message: { id: number; reply?: unknown; error?: string }) => {
          if (message.id !== id) return;
          child.off('message', receive);
          resolve(
            message.error === undefined
              ? { kind: 'reply', reply: message.reply }
              : { kind: 'thrown', error: message.error },
          );
        };
        child.on('message', receive);
        child.send({ id, ...rest }, (error) => error && resolve({ kind: 'exited' }));
      }),
      ended.then((): Ending => ({ kind: 'exited' })),
      new Promise<Ending>((resolve) => {
        timers.push(setTimeout(() => resolve({ kind: 'timed-out' }), timeoutSeconds * 1000));
        timers.push(
          setInterval(() => residentMb(child.pid) > memoryMb && resolve({ kind: 'out-of-memory' }), memoryInterval),
        );
      }),
    ]);
    for (const timer of timers) clearTimeout(timer);
    if (ending.kind === 'reply' || ending.kind === 'thrown') child.kill('SIGSTOP');
    else await kill();
    return ending;
  }

  return {
    process: child,
    get alive() {
      return alive;
    },
    invoke,
    kill,
  };
}

/** Memory of a process in MB; 0 where the system does not tell it this way. */
function residentMb(pid: number | undefined): number {
  try {
    const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1];
    return (Number(pages) * 4096) / 1_048_576;
  } catch {
    return 0;
  }
}
