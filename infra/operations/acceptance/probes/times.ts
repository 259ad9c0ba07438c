import { type Probe, verdict } from '../probe';

/** Requests of which the times of warm instances are computed. */
const warmRequests = 200;
/** Requests at once, of which all but one need a new instance, and a new connection. */
const coldRequests = 5;
/** Round trips that a new connection with TLS takes. */
const connectionRoundTrips = 3;
/** Invocations of each kind, of which the time to Redis is the difference. */
const invocations = 20;

/** What docs/scale.md assumes, in milliseconds, and how much more still confirms it. */
const assumed = { coldStart: 500, redis: 1 };
const tolerance = 2;

const request = { query: 'method=getSms' };
/** Events like those of a trigger: one is refused without Redis, the other one asks Redis. */
const event = { httpMethod: 'GET', path: '/', headers: {}, body: '' };
const withoutRedis = { ...event, queryString: { method: 'login', phone: '8619900000000' } };
const withRedis = { ...event, queryString: { method: 'login', phone: '8619900000000', code: '000000' } };

/** How long requests take. platform: scale-assumptions */
export const timesProbe: Probe = {
  decides: ['scale-assumptions'],
  async run({ http, deployed }) {
    const warm: number[] = [];
    for (let sent = 0; sent < warmRequests; sent++) warm.push((await http.send(request)).milliseconds);
    const atOnce = await Promise.all(Array.from({ length: coldRequests }, () => http.send(request)));
    const slowest = Math.max(...atOnce.map(({ milliseconds }) => milliseconds));
    const warmP50 = quantile(warm, 0.5);
    const cold = Math.max(0, slowest - connectionRoundTrips * warmP50);
    const inside = async (sent: object) => {
      const times: number[] = [];
      for (let sentSoFar = 0; sentSoFar < invocations; sentSoFar++)
        times.push((await deployed.invoke(sent)).milliseconds);
      return quantile(times, 0.5);
    };
    const redis = Math.max(0, (await inside(withRedis)) - (await inside(withoutRedis)));
    const times = {
      warmP50: round(warmP50),
      warmP99: round(quantile(warm, 0.99)),
      slowestOfFiveAtOnce: round(slowest),
      coldStart: round(cold),
      redisRoundTrip: round(redis),
    };
    return {
      times,
      verdicts: [
        verdict('scale-assumptions', {
          holds: cold <= tolerance * assumed.coldStart && redis <= tolerance * assumed.redis,
          found: `a cold start takes ${times.coldStart} ms, a round trip to Redis ${times.redisRoundTrip} ms`,
        }),
      ],
    };
  },
};

/** The value below which a share of the values lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const round = (milliseconds: number) => Math.round(milliseconds * 10) / 10;
