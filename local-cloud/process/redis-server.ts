import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A running `redis-server` process. */
export interface RedisServer {
  readonly host: string;
  readonly port: number;
  readonly password: string;
  readonly process: ChildProcess;
  /** Accepts these passwords besides the server's own, and no others. Clients that are connected stay so. Needs Redis 6.0. */
  acceptPasswords(passwords: readonly string[]): Promise<void>;
  /** Changes settings of the running server, such as `maxmemory-policy`. */
  configure(settings: Readonly<Record<string, string>>): Promise<void>;
  /** Bytes of memory that are used, and how many may be: 0 if there is no limit. */
  memory(): Promise<{ readonly used: number; readonly limit: number }>;
  /** Kills the process, waits until it has ended, and removes its files. */
  stop(): Promise<void>;
}

export interface RedisServerOptions {
  /** Port to listen on. @default - a free port */
  readonly port?: number;
  /** An empty string sets no password. @default '' */
  readonly password?: string;
  /** Runs a cluster of one node, which refuses scripts whose keys are in different hash slots. @default false */
  readonly cluster?: boolean;
  /** Settings by name, such as `maxmemory-policy`. @default - the program's */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Gets the process as soon as there is one, before it accepts connections. @default - nobody else ends it */
  readonly watch?: (process: ChildProcess) => void;
  /** Folder for its temporary files. @default - the system's folder */
  readonly folder?: string;
}

/** The program to start; `REDIS_SERVER` can name another version. */
const program = process.env.REDIS_SERVER ?? 'redis-server';

/** Whether `redis-server` is installed. */
export const hasRedisServer = (() => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Starts a server without persistence, and waits until it accepts connections. */
export async function startRedisServer(options: RedisServerOptions = {}): Promise<RedisServer> {
  const { port = await freePort(), password = '', cluster = false, folder: parent = tmpdir() } = options;
  const folder = mkdtempSync(join(parent, 'redis-'));
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  if (password !== '') args.push('--requirepass', password);
  if (cluster) args.push('--cluster-enabled', 'yes');
  for (const [name, value] of Object.entries(options.parameters ?? {})) args.push(`--${name}`, value);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  options.watch?.(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const killOnExit = () => child.kill('SIGKILL');
  process.once('exit', killOnExit);

  await new Promise<void>((resolve, reject) => {
    let output = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`redis-server exited with code ${code}:\n${output}`)));
    child.stdout.on('data', (text: Buffer) => {
      output += text;
      if (/ready to accept connections/i.test(output)) resolve();
    });
  });
  if (cluster) await assignAllSlots(port, password);

  return {
    host: '127.0.0.1',
    port,
    password,
    process: child,
    acceptPasswords: (passwords) => acceptPasswords(port, password, passwords),
    configure: (settings) => changeSettings(port, password, settings),
    memory: () => readMemory(port, password),
    async stop() {
      child.kill('SIGKILL');
      await ended;
      process.off('exit', killOnExit);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function acceptPasswords(port: number, password: string, passwords: readonly string[]): Promise<void> {
  const redis = await connect(port, password);
  try {
    const accepted = [password, ...passwords].map((one) => `>${one}`);
    await redis.call('ACL', 'SETUSER', 'default', 'resetpass', ...accepted);
  } finally {
    redis.disconnect();
  }
}

async function changeSettings(
  port: number,
  password: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const redis = await connect(port, password);
  try {
    for (const [name, value] of Object.entries(settings)) await redis.config('SET', name, value);
  } finally {
    redis.disconnect();
  }
}

async function readMemory(port: number, password: string) {
  const redis = await connect(port, password);
  try {
    const information = await redis.info('memory');
    const read = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(information)?.[1] ?? 0);
    return { used: read('used_memory'), limit: read('maxmemory') };
  } finally {
    redis.disconnect();
  }
}

async function connect(port: number, password: string) {
  const { Redis } = await import('ioredis');
  const noRetries = { retryStrategy: () => null, maxRetriesPerRequest: 0 };
  const auth = password === '' ? {} : { password };
  const redis = new Redis({ port, protocol: 2, enableReadyCheck: false, ...noRetries, ...auth });
  // The command that fails throws the error. Without a listener, ioredis would print it, too.
  redis.on('error', () => {});
  return redis;
}

async function assignAllSlots(port: number, password: string): Promise<void> {
  const redis = await connect(port, password);
  const slots = Array.from({ length: 16_384 }, (_, slot) => slot);
  await redis.call('CLUSTER', 'ADDSLOTS', ...slots);
  while (!String(await redis.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  redis.disconnect();
}

/** Finds a port that no process listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return address.port;
}
