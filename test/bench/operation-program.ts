import { call, connectBare, eventOf, loadService, sentNumber } from './measured-service';
import { report } from './report';

/** What operations cost, apart from throughput. */
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
  /** Resident memory in bytes, after 3,000 operations, after 100,000 and after 200,000. */
  readonly resident: readonly number[];
}

/** Percentiles of the latency, in milliseconds. */
interface Latency {
  readonly p50: number;
  readonly p99: number;
}

const callers = 16;
/** Each user requests a code, and enters it wrong and then right: three operations. */
const users = { few: 1_000, many: 33_000, more: 33_000 };

const redis = connectBare();
const handle = loadService();
/** The codes of the messages, which are printed, by number. */
const codes = new Map<string, string>();
process.stdout.write = (text: string | Uint8Array) => {
  for (const [, phone = '', code = ''] of String(text).matchAll(/^SMS to \+(\d+): .*?(\d{6})/gm))
    codes.set(phone, code);
  return true;
};

async function main(): Promise<void> {
  await redis.call('FLUSHALL');
  const all = users.few + users.many + users.more;
  // Loads the scripts into Redis.
  await use(all - 1);
  const clients = await statistic('clients', 'connected_clients');
  // Measures the traffic of reading the statistics, which is subtracted below.
  const [first, second] = [await traffic(), await traffic()];
  await useAll(0, users.few);
  const third = await traffic();
  const perOperation = (name: keyof typeof first) => (third[name] - 2 * second[name] + first[name]) / (3 * users.few);
  const resident = [process.memoryUsage().rss];
  const latencies = await useAll(users.few, users.many);
  resident.push(process.memoryUsage().rss);
  await useAll(users.few + users.many, users.more - 1);
  resident.push(process.memoryUsage().rss);
  report({
    commands: perOperation('commands'),
    bytesSent: perOperation('sent'),
    bytesReceived: perOperation('received'),
    connections: (await statistic('clients', 'connected_clients')) - clients + 1,
    getSms: percentiles(latencies.getSms),
    login: percentiles(latencies.login),
    resident,
  } satisfies OperationReport);
}

const statistic = async (section: string, name: string) =>
  Number(new RegExp(`${name}:(?:calls=)?(\\d+)`).exec(await redis.info(section))?.[1] ?? 0);

const traffic = async () => ({
  commands: (await statistic('commandstats', 'cmdstat_evalsha')) + (await statistic('commandstats', 'cmdstat_eval')),
  received: await statistic('stats', 'total_net_output_bytes'),
  sent: await statistic('stats', 'total_net_input_bytes'),
});

/** Requests a code, and enters it wrong and right. Returns the milliseconds that each operation took. */
async function use(number: number): Promise<readonly [number, number, number]> {
  const phone = sentNumber(number);
  const startedAt = performance.now();
  const { handle: codeHandle } = JSON.parse(await call(handle, `s${number}`, eventOf({ method: 'getSms', phone })));
  const sentAt = performance.now();
  const code = codes.get(phone) ?? '';
  codes.delete(phone);
  const enter = async (entered: string, expected: string) => {
    const body = await call(
      handle,
      `${entered}-${number}`,
      eventOf({
        method: 'login',
        phone,
        code: entered,
        handle: codeHandle,
      }),
    );
    if (!body.includes(`"${expected}"`)) throw new Error(`A login was answered: ${body}`);
  };
  await enter(code === '000000' ? '111111' : '000000', 'CodeIsError');
  const wrongAt = performance.now();
  await enter(code, 'Success');
  return [sentAt - startedAt, wrongAt - sentAt, performance.now() - wrongAt];
}

/** Has several callers share users. Returns the latencies, in typed arrays, which take little memory. */
async function useAll(first: number, count: number) {
  const getSms = new Float32Array(count);
  const login = new Float32Array(2 * count);
  let next = 0;
  const caller = async () => {
    while (next < count) {
      const index = next++;
      const [sent, wrong, right] = await use(first + index);
      getSms[index] = sent;
      login.set([wrong, right], 2 * index);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { getSms, login };
}

function percentiles(taken: Float32Array): Latency {
  const sorted = taken.slice().sort();
  const at = (part: number) => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

main();
