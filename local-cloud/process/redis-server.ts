import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A `redis-server` process of a test's own. */
export interface RedisServer {
  readonly host: string;
  readonly port: number;
  readonly password: string;
  readonly process: ChildProcess;
  /** Ends the process, and waits for its end. */
  stop(): Promise<void>;
}

export interface RedisServerOptions {
  /** Port to listen on. @default a free one */
  readonly port?: number;
  /** Empty: none. @default '' */
  readonly password?: string;
  /** As a cluster of one node, which refuses scripts whose keys are in different hash slots. @default false */
  readonly cluster?: boolean;
  /** Folder for its temporary files. @default the system's */
  readonly folder?: string;
}

/** The program to start; another version's path can be set. */
const program = process.env.REDIS_SERVER ?? 'redis-server';

/** Whether there is a `redis-server` to start. */
export const hasRedisServer = (() => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Starts a server that keeps nothing on disk, and waits until it answers. */
export async function startRedisServer(options: RedisServerOptions = {}): Promise<RedisServer> {
  const { port = await freePort(), password = '', cluster = false, folder: parent = tmpdir() } = options;
  const folder = mkdtempSync(join(parent, 'redis-'));
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  if (password !== '') args.push('--requirepass', password);
  if (cluster) args.push('--cluster-enabled', 'yes');
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);

  await new Promise<void>((resolve, reject) => {
    let output = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}:\n${output}`)));
    child.stdout.on('data', (text: Buffer) => {
      output += text;
      if (/ready to accept connections/i.test(output)) resolve();
    });
  });
  if (cluster) await ownAllSlots(port, password);

  return {
    host: '127.0.0.1',
    port,
    password,
    process: child,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      process.off('exit', killWithUs);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ownAllSlots(port: number, password: string): Promise<void> {
  const { Redis } = await import('ioredis');
  const redis = new Redis({ port, protocol: 2, enableReadyCheck: false, ...(password !== '' && { password }) });
  const slots = Array.from({ length: 16_384 }, (_, slot) => slot);
  await redis.call('CLUSTER', 'ADDSLOTS', ...slots);
  while (!String(await redis.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  redis.disconnect();
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port was given');
  return address.port;
}
