import { setTimeout as sleep } from 'node:timers/promises';
import { connectBare, getSms, loadService, logIn, makeKnown } from './measured-service';
import { report } from './report';

/** What an operation costs, apart from throughput. */
export interface OperationReport {
  /** Redis commands per operation. */
  readonly commands: number;
  /** Bytes per operation, as seen by the function. */
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly connections: number;
  /** Latency with 16 callers. */
  readonly getSms: Latency;
  readonly login: Latency;
  /** Latency of getSms for known numbers and for new numbers, measured at the same time. */
  readonly knownNumbers: Latency;
  readonly newNumbers: Latency;
  /** Resident memory in bytes, after two thousand operations and after all operations. */
  readonly residentBefore: number;
  readonly residentAfter: number;
}

/** Percentiles of the latency, in milliseconds. */
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

  for (let first = 0; first <= operations; first += 1000) {
    const numbers = Array.from({ length: 1000 }, (_, index) => first + index);
    await makeKnown(redis, [...numbers, ...numbers.map((number) => 1_000_000 + number)]);
  }
  // Loads the scripts into Redis.
  await getSms(handle, operations);
  await logIn(handle, 0);
  const clients = await statistic('clients', 'connected_clients');
  // Measures the traffic of reading the statistics, which is subtracted below.
  const [first, second] = [await traffic(), await traffic()];
  for (let number = 0; number < 1000; number++) {
    await getSms(handle, number);
    await logIn(handle, number);
  }
  const third = await traffic();
  const perOperation = (name: keyof typeof first) => (third[name] - 2 * second[name] + first[name]) / 2000;

  const residentBefore = process.memoryUsage().rss;
  const sends = await latencies((number) => getSms(handle, 1000 + number), operations / 2);
  const logins = await latencies((number) => logIn(handle, number), operations / 2);
  const residentAfter = process.memoryUsage().rss;
  // Waits for longer than the send interval, which is one second here.
  await sleep(1500);
  const [knownNumbers, newNumbers] = await Promise.all([
    latencies((number) => getSms(handle, 1000 + number), operations / 10),
    latencies((number) => getSms(handle, 1_000_000 + number), operations / 10),
  ]);
  report({
    commands: perOperation('commands'),
    bytesSent: perOperation('sent'),
    bytesReceived: perOperation('received'),
    connections: (await statistic('clients', 'connected_clients')) - clients + 1,
    getSms: sends,
    login: logins,
    residentBefore,
    knownNumbers,
    newNumbers,
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
