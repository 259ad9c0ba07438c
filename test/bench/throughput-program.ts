import { bareCheck, loadService, logIn } from './measured-service';
import { report } from './report';

/** Operations a second, by the number of callers. */
export interface ThroughputReport {
  readonly bare: Readonly<Record<number, number>>;
  readonly redis: Readonly<Record<number, number>>;
  readonly memory: Readonly<Record<number, number>>;
}

const callers = [1, 16, 64];
const seconds = 1;
const rounds = 7;

/** Operations a second by so many callers, each of which waits for its reply before it calls again. */
async function rate(operation: (number: number) => Promise<unknown>, count: number): Promise<number> {
  const startedAt = performance.now();
  const end = startedAt + seconds * 1000;
  let done = 0;
  const caller = async () => {
    while (performance.now() < end) await operation(done++);
  };
  await Promise.all(Array.from({ length: count }, caller));
  return (done / (performance.now() - startedAt)) * 1000;
}

async function main(): Promise<void> {
  const withRedis = loadService();
  const withMemory = loadService({ CODE_STORE: 'memory', REDIS_HOST: '' });
  const kinds = {
    bare: await bareCheck(),
    redis: (number: number) => logIn(withRedis, number),
    memory: (number: number) => logIn(withMemory, number),
  };

  const measured: Record<keyof typeof kinds, Record<number, number>> = { bare: {}, redis: {}, memory: {} };
  for (const count of callers) {
    for (const operation of Object.values(kinds)) await rate(operation, count);
    const results: Array<Record<keyof typeof kinds, number>> = [];
    for (let round = 0; round < rounds; round++) {
      const bare = await rate(kinds.bare, count);
      results.push({ bare, redis: await rate(kinds.redis, count), memory: await rate(kinds.memory, count) });
    }
    // The round whose ratio is in the middle: its figures are of one moment.
    results.sort((a, b) => a.redis / a.bare - b.redis / b.bare);
    const middle = results[Math.floor(rounds / 2)];
    for (const kind of ['bare', 'redis', 'memory'] as const) measured[kind][count] = middle?.[kind] ?? Number.NaN;
  }
  report(measured satisfies ThroughputReport);
}

main();
