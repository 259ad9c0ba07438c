import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { Handler } from '../../function/create-handler';
import { root } from '../../infra/function-bundle/build-options';

/** Told to the process that measures: operations a second. */
export interface ThroughputReport {
  readonly bare: Readonly<Record<number, number>>;
  readonly ours: Readonly<Record<number, number>>;
  readonly commandsAnOperation: number;
  readonly connections: number;
}

const { CODE_FILE = '', REDIS_HOST = '', REDIS_PORT = '', REDIS_PASSWORD = '' } = process.env;
const callers = [1, 16];
const seconds = 1;
const rounds = 7;

const { main_handler: handle } = require(CODE_FILE) as { main_handler: Handler };
const redis = new Redis({ host: REDIS_HOST, port: Number(REDIS_PORT), password: REDIS_PASSWORD, protocol: 2 });

/** Logs in with one of a thousand numbers, as a client would: the whole way from event to reply. */
async function logIn(number: number): Promise<void> {
  const phone = `86185662${46000 + (number % 1000)}`;
  const queryString = { method: 'login', phone, code: '123456' };
  const headers = { 'x-scf-remote-addr': '203.0.113.7', 'accept-language': 'en' };
  const { statusCode } = await handle(
    { httpMethod: 'GET', path: '/', headers, queryString, body: '' },
    { request_id: `r${number}` },
  );
  if (statusCode !== 200) throw new Error(`status ${statusCode}`);
}

/** Operations a second by so many callers, each of which waits for its reply before it calls again. */
async function rate(operation: (number: number) => Promise<unknown>, count: number): Promise<number> {
  const startedAt = performance.now();
  const end = startedAt + seconds * 1000;
  let done = 0;
  const call = async () => {
    while (performance.now() < end) await operation(done++);
  };
  await Promise.all(Array.from({ length: count }, call));
  return (done / (performance.now() - startedAt)) * 1000;
}

const statistic = async (section: string, name: string) =>
  Number(new RegExp(`${name}:(?:calls=)?(\\d+)`).exec(await redis.info(section))?.[1] ?? 0);
const scriptCalls = async () =>
  (await statistic('commandstats', 'cmdstat_evalsha')) + (await statistic('commandstats', 'cmdstat_eval'));

async function main(): Promise<void> {
  const sha = (await redis.script(
    'LOAD',
    await readFile(join(root, 'function/store/check-code.lua'), 'utf8'),
  )) as string;
  /** The same script on the same keys, and nothing else. */
  const evalSha = (number: number) =>
    redis.evalsha(
      sha,
      1,
      `{sms}:+86185662${46000 + (number % 1000)}`,
      `r${number}`,
      'x'.repeat(22),
      Date.now(),
      300_000,
      3,
    );

  await logIn(0);
  const before = await scriptCalls();
  const clients = await statistic('clients', 'connected_clients');
  for (let number = 0; number < 2000; number++) await logIn(number);
  const commandsAnOperation = ((await scriptCalls()) - before) / 2000;
  const connections = (await statistic('clients', 'connected_clients')) - clients + 1;

  const bare: Record<number, number> = {};
  const ours: Record<number, number> = {};
  for (const count of callers) {
    await rate(evalSha, count);
    await rate(logIn, count);
    const results: Array<readonly [number, number]> = [];
    for (let round = 0; round < rounds; round++) results.push([await rate(evalSha, count), await rate(logIn, count)]);
    // The round whose ratio is in the middle: both figures are of one moment.
    results.sort(([bareA, oursA], [bareB, oursB]) => oursA / bareA - oursB / bareB);
    [bare[count], ours[count]] = results[Math.floor(rounds / 2)] ?? [Number.NaN, Number.NaN];
  }
  process.send?.({ bare, ours, commandsAnOperation, connections } satisfies ThroughputReport);
  process.exit(0);
}

main();
