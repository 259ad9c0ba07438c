import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../infra/project-root';

/** A running `make`, in a process group of its own, as in a terminal. */
interface RunningMake {
  /** Waits until it has printed a text. */
  prints(text: string): Promise<void>;
  /** Sends a signal to all its processes, but to the local cloud and to Terraform, which have groups of their own. */
  signal(signal: NodeJS.Signals): void;
  readonly ended: Promise<{ readonly code: number | null; readonly printed: string }>;
}

/** A demo in a temporary folder, with its temporary files in the same place. */
export interface TestDemo {
  /** Folder of all temporary files. */
  readonly temporary: string;
  /** The demo's folder. */
  readonly folder: string;
  start(args: readonly string[], env?: NodeJS.ProcessEnv): RunningMake;
  /** Runs a target of the Makefile. @throws {Error} with its output if it fails */
  make(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string>;
  /** IDs of the processes whose process environment names the temporary folder. */
  processes(): Promise<string[]>;
  /** Names of temporary files, without the compiled sources that tsx caches. */
  leftovers(): Promise<string[]>;
  /** Destroys the demo and deletes the temporary folder. */
  remove(): Promise<void>;
}

export async function createDemo(): Promise<TestDemo> {
  const temporary = await mkdtemp(join(tmpdir(), 'demo-'));
  const folder = join(temporary, 'local-cloud');
  // What tsx has compiled for others is the same here.
  const compiled = `tsx-${userInfo().uid}`;
  await mkdir(join(tmpdir(), compiled), { recursive: true });
  await symlink(join(tmpdir(), compiled), join(temporary, compiled));

  /** In a plain process environment. */
  function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningMake {
    const { PATH, HOME, TERRAFORM_BINARY_NAME } = process.env;
    // With the umask that most systems have, which lets others read new files.
    const child: ChildProcess = spawn('/bin/sh', ['-c', 'umask 022; exec make "$@"', 'make', ...args], {
      cwd: projectRoot,
      env: { PATH, HOME, TERRAFORM_BINARY_NAME, LOCAL_CLOUD_FOLDER: folder, TMPDIR: temporary, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        printed += text;
      });
    }
    const closed = once(child, 'close');
    return {
      async prints(text) {
        while (!printed.includes(text)) {
          if (child.exitCode !== null) throw new Error(`It ended without "${text}":\n${printed}`);
          await sleep(10);
        }
      },
      signal: (signal) => void process.kill(-(child.pid ?? Number.NaN), signal),
      ended: closed.then(() => ({ code: child.exitCode, printed })),
    };
  }

  async function make(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> {
    const { code, printed } = await start(args, env).ended;
    if (code !== 0) throw new Error(`make ${args.join(' ')} ended with ${code}:\n${printed}`);
    return printed;
  }

  return {
    temporary,
    folder,
    start,
    make,
    async processes() {
      const found: string[] = [];
      for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
        const env = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
        const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ' Z ');
        if (env.includes(temporary) && !/\) Z /.test(state)) found.push(pid);
      }
      return found;
    },
    leftovers: async () => (await readdir(temporary)).filter((name) => !name.startsWith('tsx-')),
    async remove() {
      await make(['demo-destroy']).catch(() => '');
      await rm(temporary, { recursive: true });
    },
  };
}
