import { bareCheck, loadService, logIn } from './measured-service';
import { rate } from './rate';
import { report } from './report';

/** Operations per second, by number of callers. */
export interface ThroughputReport {
  readonly bare: Readonly<Record<number, number>>;
  readonly redis: Readonly<Record<number, number>>;
  readonly memory: Readonly<Record<number, number>>;
}

const callers = [1, 16, 64];
const rounds = 7;

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
    // Picks the round with the median ratio, so that its three values come from the same time.
    results.sort((a, b) => a.redis / a.bare - b.redis / b.bare);
    const medianRound = results[Math.floor(rounds / 2)];
    for (const kind of ['bare', 'redis', 'memory'] as const) measured[kind][count] = medianRound?.[kind] ?? Number.NaN;
  }
  report(measured satisfies ThroughputReport);
}

main();
