import { sampleLogin } from '../../sample-login';
import { requestEvent } from '../deployed-function';
import { notReached, type Probe, type Target } from '../probe';

/** Requests of which the times of warm instances are computed. */
const warmRequests = 200;
/** Requests at once, of which all but one need a new instance unless others are still warm. */
const requestsAtOnce = 5;
/** Invocations of each kind, of which the time to Redis is the difference. */
const invocations = 20;

/** How long requests take: figures to compare with docs/scale.md. platform: scale-assumptions */
export const timesProbe: Probe = {
  decides: ['scale-assumptions'],
  async run(target) {
    const ask = async () => {
      const { status, milliseconds } = await target.http.send({ query: 'method=getSms' });
      return { isAnswered: status === 400, milliseconds };
    };
    const warm: number[] = [];
    for (let sent = 0; sent < warmRequests; sent++) warm.push((await ask()).milliseconds);
    const atOnce = await Promise.all(Array.from({ length: requestsAtOnce }, ask));
    const answered = atOnce.filter(({ isAnswered }) => isAnswered).map(({ milliseconds }) => milliseconds);
    const times = {
      'request, median of 200': round(quantile(warm, 0.5)),
      'request, 99th percentile of 200': round(quantile(warm, 0.99)),
      [`request, slowest of ${answered.length} at once`]: round(Math.max(...answered)),
      ...(target.settings.codeStore !== 'memory' && { 'round trip to Redis, median': round(await redisTime(target)) }),
    };
    const why = 'the claim is about averages under load; the times of this report are of one caller';
    return { times, verdicts: [notReached('scale-assumptions', why)] };
  },
};

/** The difference between a login that asks Redis and a request that does not, within the function. */
async function redisTime({ deployed, settings }: Target): Promise<number> {
  const median = async (fields: Readonly<Record<string, string>>, expected: string) => {
    const times: number[] = [];
    for (let invoked = 0; invoked < invocations; invoked++) {
      const { body, milliseconds } = await deployed.invoke(requestEvent(fields));
      if (!body.includes(`"${expected}"`)) throw new Error(`the function answers ${body} instead of ${expected}`);
      times.push(milliseconds);
    }
    return quantile(times, 0.5);
  };
  const login = { method: 'login', ...sampleLogin(settings) };
  return Math.max(0, (await median(login, 'CodeHasExpired')) - (await median({ method: 'getSms' }, 'InValidParam')));
}

/** The value below which a share of the values lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const round = (milliseconds: number) => Math.round(milliseconds * 10) / 10;
