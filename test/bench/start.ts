import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { buildOptions } from '../../infra/function-bundle/build-options';
import { projectRoot } from '../../infra/project-root';
import type { RedisServer } from '../../local-cloud/process/redis-server';
import { type Figure, median } from './figure';

const run = promisify(execFile);
const rounds = 20;

export interface StartOptions {
  readonly codeFile: string;
  readonly redis: RedisServer;
  /** Where the measured programs are written. */
  readonly folder: string;
}

/**
 * Measures the milliseconds from the start of a process until it exits after its first reply. Compares an empty program, ioredis
 * alone with one command, and the bundle with one login. They run in turns, so that other load on the machine affects all of them.
 */
export async function measureStart({ codeFile, redis, folder }: StartOptions): Promise<Figure[]> {
  const event = { httpMethod: 'GET', queryString: { method: 'login', phone: '8618566246600', code: '123456' } };
  const programs = {
    empty: '',
    ioredis: `import { Redis } from 'ioredis';
      new Redis({ host: '${redis.host}', port: ${redis.port}, password: '${redis.password}' }).ping().then(() => process.exit(0));`,
    // contract: as in measured-service.ts.
    function: `require(${JSON.stringify(codeFile)}).main_handler(${JSON.stringify(event)}, {})
      .then(({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1));`,
  };
  await writeFile(join(folder, 'empty.js'), programs.empty);
  await writeFile(join(folder, 'function.js'), programs.function);
  await build({
    stdin: { contents: programs.ioredis, resolveDir: projectRoot },
    outfile: join(folder, 'ioredis.js'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: buildOptions.target,
  });

  const env = {
    REDIS_HOST: redis.host,
    REDIS_PORT: String(redis.port),
    REDIS_PASSWORD: redis.password,
    SMS_SENDER: 'console',
  };
  const times: Record<keyof typeof programs, number[]> = { empty: [], ioredis: [], function: [] };
  for (let round = 0; round < rounds; round++) {
    for (const [name, taken] of Object.entries(times)) {
      const startedAt = performance.now();
      await run(process.execPath, [join(folder, `${name}.js`)], { env });
      taken.push(performance.now() - startedAt);
    }
  }
  const empty = median(times.empty);
  const ioredis = median(times.ioredis);
  const bundle = median(times.function);
  return [
    { name: 'start: empty Node.js program', value: empty, unit: 'ms' },
    { name: 'start: ioredis alone', value: ioredis, unit: 'ms' },
    { name: 'start: the function', value: bundle, unit: 'ms' },
    {
      name: 'start: function / ioredis, minus Node.js',
      value: (bundle - empty) / (ioredis - empty),
      unit: '',
      goal: { atMost: 1.15 },
    },
  ];
}
