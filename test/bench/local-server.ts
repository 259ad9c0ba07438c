import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { bundleFunction } from '../../infra/function-bundle/function-bundle';
import { projectRoot } from '../../infra/project-root';
import type { RedisServer } from '../../local-cloud/process/redis-server';
import { call } from '../support/client';
import type { Figure } from './figure';

/** Connections, each of which sends a request as soon as it has the reply to the one before. */
const connections = 64;
const seconds = 5;

/** Measures logins over HTTP, with the program of `make start` in a process of its own. */
export async function measureLocalServer({ host, port, password }: RedisServer): Promise<Figure[]> {
  await bundleFunction({ outputFolder: join(projectRoot, 'dist', 'function') });
  const server = spawn(process.execPath, ['--import', 'tsx', 'demo/start.ts'], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: '0',
      REDIS_HOST: host,
      REDIS_PORT: String(port),
      REDIS_PASSWORD: password,
      SMS_SENDER: 'console',
    },
  });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      server.stdout.on('data', (text: Buffer) => {
        const found = /http:\/\/[\d.:]+/.exec(text.toString())?.[0];
        if (found !== undefined) resolve(found);
      });
      server.once('exit', (code) => reject(new Error(`make start exited with ${code}`)));
    });
    server.stdout.removeAllListeners('data').resume();
    const fields = { method: 'login', phone: '8618566246600', code: '123456' };
    await call(address, fields);
    const url = `${address}/?${new URLSearchParams(fields)}`;
    // contract: the reply to the same request was compared before.
    const { requests, latency, non2xx, errors } = await autocannon({ url, connections, duration: seconds });
    if (non2xx + errors > 0)
      throw new Error(`${non2xx} replies with an error status, ${errors} requests without a reply`);
    const who = `HTTP, ${connections} connections`;
    return [
      { name: `${who}: logins`, value: Math.round(requests.average), unit: '/s' },
      { name: `${who}: p50`, value: latency.p50, unit: 'ms' },
      { name: `${who}: p99`, value: latency.p99, unit: 'ms' },
    ];
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}
