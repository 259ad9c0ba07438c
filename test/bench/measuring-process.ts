import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildOptions } from '../../infra/function-bundle/build-options';
import type { RedisServer } from '../../local-cloud/process/redis-server';

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
 * Builds a measuring program, runs it in a separate Node.js process, and returns what it reports. The program's standard output is
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
  const failed = once(worker, 'exit').then(([code]) => Promise.reject(new Error(`${program} exited with ${code}`)));
  const [report] = (await Promise.race([once(worker, 'message'), failed])) as [Report];
  return report;
}
