import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildOptions } from '../../infra/function-bundle/build-options';
import type { RedisServer } from '../../local-cloud/process/redis-server';

export interface MeasuringProcess {
  /** Name of the program in this folder; it calls `report` once. */
  readonly program: string;
  /** The bundle of the function. */
  readonly codeFile: string;
  readonly redis: RedisServer;
  /** For the built program. */
  readonly folder: string;
}

/**
 * Runs a program that measures in a Node.js process of its own, with nothing in it but itself, and gives what it reports.
 * What it logs goes nowhere.
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
  const failed = once(worker, 'exit').then(([code]) => Promise.reject(new Error(`${program} ended with ${code}`)));
  const [report] = (await Promise.race([once(worker, 'message'), failed])) as [Report];
  return report;
}
