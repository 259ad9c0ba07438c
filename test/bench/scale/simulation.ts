import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import TinyQueue from 'tinyqueue';

/** The simulated load and stack: the busiest moment of a day. Times are in milliseconds. */
export interface Scale {
  /** Requests for a code (`getSms`) per second. */
  readonly sends: number;
  /** Logins per second. */
  readonly logins: number;
  /** The most instances that SCF may run at the same time. Each handles one request at a time. */
  readonly instances: number;
  /** Messages per second that the SMS API accepts. */
  readonly smsQuota: number;
  /** Duration of a cold start, until the new instance handles its first request. */
  readonly coldStart: number;
  /** The function's own work per request. */
  readonly handling: number;
  /** Round trip from an instance to Redis. */
  readonly redisRoundTrip: number;
  /** Time that the single thread of a Redis shard needs for a send, and for a login. */
  readonly redisSend: number;
  readonly redisLogin: number;
  /** Shortest duration of a call of the SMS API, and the mean of the exponentially distributed time on top of it. */
  readonly smsLeast: number;
  readonly smsMore: number;
  /** Time-out of the function for Redis. */
  readonly redisTimeout: number;
  /** Simulated seconds that are measured. As many seconds are simulated before, until the state is steady. */
  readonly seconds: number;
}

/** The result of a simulation. Shares are from 0 to 1, of all requests of the kind in question. */
export interface ScaleResult {
  /** The most instances that were busy at the same time. */
  readonly instances: number;
  /** Share of requests that found no free instance. */
  readonly withoutInstance: number;
  /** Share of messages that exceeded the quota of the SMS API. */
  readonly overQuota: number;
  /** Share of requests that Redis did not answer in time. */
  readonly withoutRedis: number;
  /** Share of the time in which Redis was busy. */
  readonly redisBusy: number;
  /** 99th percentile of the latency of answered requests, in milliseconds. */
  readonly sendP99: number;
  readonly loginP99: number;
}

interface Request {
  readonly kind: 'send' | 'login';
  readonly arrivedAt: number;
}

interface Event {
  readonly at: number;
  readonly run: (now: number) => void;
}

/** Runs a discrete-event simulation. The random seed is fixed, so the same scale returns the same result. */
export function simulate(scale: Scale): ScaleResult {
  const random = xoroshiro128plus(20_261_123);
  const exponential = (mean: number) => -Math.log(1 - uniformFloat64(random)) * mean;
  const events = new TinyQueue<Event>([], (a, b) => a.at - b.at);
  const measureFrom = scale.seconds * 1000;
  const end = 2 * measureFrom;
  let [idle, started, redisFreeAt, redisBusy, mostBusy] = [0, 0, 0, 0, 0];
  // What is left of the quota is nothing at first, since a full second's would hide for a while that the quota is exceeded.
  let [quotaLeft, quotaUpdatedAt] = [0, 0];
  const count = { all: 0, sends: 0, withoutInstance: 0, overQuota: 0, withoutRedis: 0 };
  const taken = { send: [] as number[], login: [] as number[] };

  /** Generates requests of a kind, with exponentially distributed intervals in milliseconds. */
  function generate(kind: Request['kind'], meanInterval: number, now: number): void {
    const next = (arrivedAt: number) => {
      generate(kind, meanInterval, arrivedAt);
      arrive(kind, arrivedAt);
    };
    events.push({ at: now + exponential(meanInterval), run: next });
  }

  function arrive(kind: Request['kind'], now: number): void {
    if (now >= measureFrom) count.all++;
    const isCold = idle === 0;
    if (isCold && started >= scale.instances) {
      if (now >= measureFrom) count.withoutInstance++;
      return;
    }
    if (isCold) started++;
    else idle--;
    if (now >= measureFrom) mostBusy = Math.max(mostBusy, started - idle);
    const from = now + (isCold ? scale.coldStart : 0) + scale.handling;
    events.push({
      at: from + scale.redisRoundTrip / 2,
      run: (then) => runScript({ kind, arrivedAt: now }, then),
    });
  }

  function runScript(request: Request, now: number): void {
    const startsAt = Math.max(now, redisFreeAt);
    if (startsAt - now > scale.redisTimeout) {
      if (now >= measureFrom) count.withoutRedis++;
      free(now + scale.redisTimeout);
      return;
    }
    const taken = request.kind === 'send' ? scale.redisSend : scale.redisLogin;
    redisFreeAt = startsAt + taken;
    if (startsAt >= measureFrom && startsAt < end) redisBusy += taken;
    const repliedAt = redisFreeAt + scale.redisRoundTrip / 2;
    if (request.kind === 'login') answer(request, repliedAt);
    else events.push({ at: repliedAt, run: (then) => send(request, then) });
  }

  function send(request: Request, now: number): void {
    quotaLeft = Math.min(scale.smsQuota, quotaLeft + ((now - quotaUpdatedAt) / 1000) * scale.smsQuota);
    quotaUpdatedAt = now;
    if (now >= measureFrom) count.sends++;
    if (quotaLeft >= 1) {
      quotaLeft--;
      answer(request, now + scale.smsLeast + exponential(scale.smsMore));
    } else {
      if (now >= measureFrom) count.overQuota++;
      // The message is taken back, which takes one more script.
      redisFreeAt = Math.max(now, redisFreeAt) + scale.redisSend;
      free(now + scale.smsLeast + scale.redisRoundTrip);
    }
  }

  function answer({ kind, arrivedAt }: Request, answeredAt: number): void {
    if (arrivedAt >= measureFrom) taken[kind].push(answeredAt - arrivedAt);
    free(answeredAt);
  }

  /** Marks an instance as idle at a time. */
  function free(at: number): void {
    events.push({ at, run: () => idle++ });
  }

  if (scale.sends > 0) generate('send', 1000 / scale.sends, 0);
  if (scale.logins > 0) generate('login', 1000 / scale.logins, 0);
  for (let event = events.pop(); event !== undefined && event.at < end; event = events.pop()) {
    event.run(event.at);
  }
  return {
    instances: mostBusy,
    withoutInstance: count.withoutInstance / count.all,
    overQuota: count.sends > 0 ? count.overQuota / count.sends : 0,
    withoutRedis: count.withoutRedis / count.all,
    redisBusy: redisBusy / (end - measureFrom),
    sendP99: percentile(taken.send, 0.99),
    loginP99: percentile(taken.login, 0.99),
  };
}

function percentile(numbers: number[], share: number): number {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length * share)] ?? Number.NaN;
}
