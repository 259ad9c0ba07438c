import { fork } from 'node:child_process';
import { on } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildOptions } from '../../infra/function-bundle/build-options';
import type { RedisServer } from '../../local-cloud/process/redis-server';
import { expectDocumented } from '../support/contract';
import type { Message } from './report';

export interface MeasuringProcess {
  /** Name of a program in this folder, which calls `report` once. */
  readonly program: string;
  /** Path of the function's bundle. */
  readonly codeFile: string;
  readonly redis: RedisServer;
  /** Where the program is built. */
  readonly folder: string;
}

/**
 * Builds a measuring program, runs it in a separate Node.js process, and returns what it has measured. The program's standard output is
 * discarded.
 */
export async function measureInProcess<Report>(options: MeasuringProcess): Promise<Report> {
  const { program, codeFile, redis, folder } = options;
  const file = join(folder, `${program}.js`);
  await build({
    ...buildOptions,
    entryPoints: [join(__dirname, `${program}.ts`)],
    outfile: file,
  });
  const worker = fork(file, {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      CODE_FILE: codeFile,
      SMS_SENDER: 'console',
      SEND_ADDRESS_LIMIT: '1000000',
      SEND_INTERVAL_SECONDS: '1',
      REDIS_HOST: redis.host,
      REDIS_PORT: String(redis.port),
      REDIS_PASSWORD: redis.password,
    },
  });
  try {
    for await (const [sent] of on(worker, 'message', { close: ['exit'] })) {
      const message: Message<Report> = sent;
      if (message.kind === 'measured') return message.measured;
      expectDocumented({ httpMethod: 'GET', method: message.method }, message.reply);
    }
    throw new Error(`${program} exited with ${worker.exitCode}`);
  } finally {
    worker.kill();
  }
}
