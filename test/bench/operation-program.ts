import { setTimeout as sleep } from 'node:timers/promises';
import { connectBare, getSms, loadService, logIn } from './measured-service';
import { report } from './report';

/** What operations cost, besides their number a second. */
export interface OperationReport {
  readonly commands: number;
  /** Sent to Redis and received from it, an operation. */
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly connections: number;
  /** Milliseconds, in order, with 16 callers. */
  readonly getSms: Latency;
  readonly login: Latency;
  /** getSms for numbers that have been here before, and for as many that have not, asked side by side. */
  readonly seen: Latency;
  readonly unseen: Latency;
  /** Bytes, after two thousand operations and after all of them. */
  readonly residentBefore: number;
  readonly residentAfter: number;
}

/** Milliseconds within which so many of a hundred operations were answered. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

const callers = 16;
const operations = 100_000;

async function main(): Promise<void> {
  const redis = connectBare();
  const handle = loadService();
  const statistic = async (section: string, name: string) =>
    Number(new RegExp(`${name}:(?:calls=)?(\\d+)`).exec(await redis.info(section))?.[1] ?? 0);
  const traffic = async () => ({
    commands: (await statistic('commandstats', 'cmdstat_evalsha')) + (await statistic('commandstats', 'cmdstat_eval')),
    received: await statistic('stats', 'total_net_output_bytes'),
    sent: await statistic('stats', 'total_net_input_bytes'),
  });

  // Redis knows the scripts from now on.
  await getSms(handle, operations);
  await logIn(handle, 0);
  const clients = await statistic('clients', 'connected_clients');
  // What asking for the figures itself moves is taken off.
  const [first, second] = [await traffic(), await traffic()];
  for (let number = 0; number < 1000; number++) {
    await getSms(handle, number);
    await logIn(handle, number);
  }
  const third = await traffic();
  const each = (name: keyof typeof first) => (third[name] - 2 * second[name] + first[name]) / 2000;

  const residentBefore = process.memoryUsage().rss;
  const sends = await latencies((number) => getSms(handle, 1000 + number), operations / 2);
  const logins = await latencies((number) => logIn(handle, number), operations / 2);
  const residentAfter = process.memoryUsage().rss;
  // Longer than the second between two messages to a number.
  await sleep(1500);
  const [seen, unseen] = await Promise.all([
    latencies((number) => getSms(handle, 1000 + number), operations / 10),
    latencies((number) => getSms(handle, 1_000_000 + number), operations / 10),
  ]);
  report({
    commands: each('commands'),
    bytesSent: each('sent'),
    bytesReceived: each('received'),
    connections: (await statistic('clients', 'connected_clients')) - clients + 1,
    getSms: sends,
    login: logins,
    residentBefore,
    seen,
    unseen,
    residentAfter,
  } satisfies OperationReport);
}

async function latencies(operation: (number: number) => Promise<void>, count: number): Promise<Latency> {
  const taken = new Float64Array(count);
  let next = 0;
  const caller = async () => {
    while (next < count) {
      const number = next++;
      const startedAt = performance.now();
      await operation(number);
      taken[number] = performance.now() - startedAt;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  taken.sort();
  return { p50: taken[Math.floor(count * 0.5)] ?? Number.NaN, p99: taken[Math.floor(count * 0.99)] ?? Number.NaN };
}

main();
