import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { RedisServer } from '../redis/redis-server';
import type { Figure } from './figure';
import type { ThroughputReport } from './throughput-worker';

export interface ThroughputOptions {
  readonly codeFile: string;
  readonly redis: RedisServer;
}

/** Logins a second beside a bare EVALSHA through ioredis, in one process, its log read by this one through a pipe. */
export async function measureThroughput({ codeFile, redis }: ThroughputOptions): Promise<Figure[]> {
  const worker = fork(join(__dirname, 'throughput-worker.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      CODE_FILE: codeFile,
      SMS_SENDER: 'console',
      REDIS_HOST: redis.host,
      REDIS_PORT: String(redis.port),
      REDIS_PASSWORD: redis.password,
    },
  });
  worker.stdout?.resume();
  const failed = once(worker, 'exit').then(([code]) => Promise.reject(new Error(`the worker ended with ${code}`)));
  const [report] = (await Promise.race([once(worker, 'message'), failed])) as [ThroughputReport];
  const { bare, ours, commandsAnOperation, connections } = report;
  const goals: Readonly<Record<string, number>> = { 1: 0.8, 16: 0.5 };
  return [
    { name: 'Redis commands an operation', value: commandsAnOperation, unit: '', goal: { atMost: 1 } },
    { name: 'connections after 2,000 operations', value: connections, unit: '', goal: { atMost: 1 } },
    ...Object.entries(goals).flatMap(([callers, atLeast]): Figure[] => {
      const bareRate = bare[Number(callers)] ?? Number.NaN;
      const ourRate = ours[Number(callers)] ?? Number.NaN;
      const who = `${callers} caller${callers === '1' ? '' : 's'}`;
      return [
        { name: `${who}: bare EVALSHA`, value: Math.round(bareRate), unit: '/s' },
        { name: `${who}: logins`, value: Math.round(ourRate), unit: '/s' },
        { name: `${who}: logins / bare EVALSHA`, value: ourRate / bareRate, unit: '', goal: { atLeast } },
      ];
    }),
  ];
}
