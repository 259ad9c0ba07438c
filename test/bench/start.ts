import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { projectRoot } from '../../infra/project-root';
import type { RedisServer } from '../../local-cloud/process/redis-server';
import { type Figure, median } from './figure';

const run = promisify(execFile);
const rounds = 20;

export interface StartOptions {
  readonly codeFile: string;
  readonly redis: RedisServer;
  /** For the programs that are measured. */
  readonly folder: string;
}

/**
 * Milliseconds from the start of a process until it ends after its first reply: Node.js with an empty program, ioredis
 * alone with one command, the bundle with one login. In turns, so that a busy moment of the machine hits all of them.
 */
export async function measureStart({ codeFile, redis, folder }: StartOptions): Promise<Figure[]> {
  const event = { httpMethod: 'GET', queryString: { method: 'login', phone: '8618566246600', code: '123456' } };
  const programs = {
    bare: '',
    ioredis: `import { Redis } from 'ioredis';
      new Redis({ host: '${redis.host}', port: ${redis.port}, password: '${redis.password}' }).ping().then(() => process.exit(0));`,
    ours: `require(${JSON.stringify(codeFile)}).main_handler(${JSON.stringify(event)}, {})
      .then(({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1));`,
  };
  await writeFile(join(folder, 'bare.js'), programs.bare);
  await writeFile(join(folder, 'ours.js'), programs.ours);
  await build({
    stdin: { contents: programs.ioredis, resolveDir: projectRoot },
    outfile: join(folder, 'ioredis.js'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
  });

  const env = {
    REDIS_HOST: redis.host,
    REDIS_PORT: String(redis.port),
    REDIS_PASSWORD: redis.password,
    SMS_SENDER: 'console',
  };
  const times: Record<keyof typeof programs, number[]> = { bare: [], ioredis: [], ours: [] };
  for (let round = 0; round < rounds; round++) {
    for (const [name, taken] of Object.entries(times)) {
      const startedAt = performance.now();
      await run(process.execPath, [join(folder, `${name}.js`)], { env });
      taken.push(performance.now() - startedAt);
    }
  }
  const bare = median(times.bare);
  const ioredis = median(times.ioredis);
  const ours = median(times.ours);
  return [
    { name: 'start: empty Node.js program', value: bare, unit: 'ms' },
    { name: 'start: ioredis alone', value: ioredis, unit: 'ms' },
    { name: 'start: the function', value: ours, unit: 'ms' },
    {
      name: 'start: function / ioredis, minus Node.js',
      value: (ours - bare) / (ioredis - bare),
      unit: '',
      goal: { atMost: 1.15 },
    },
  ];
}
