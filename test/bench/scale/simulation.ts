import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import TinyQueue from 'tinyqueue';

/** What is simulated: a stack at the busiest moment of a day. Times are milliseconds. */
export interface Scale {
  /** Requests a second that ask for a code. */
  readonly sends: number;
  /** Requests a second that bring one. */
  readonly logins: number;
  /** Instances that SCF may run at a time; each handles one request at a time. */
  readonly instances: number;
  /** Messages a second that the SMS API takes. */
  readonly smsQuota: number;
  /** Until an instance that was not there handles its first request. */
  readonly coldStart: number;
  /** The function's own work for a request. */
  readonly handling: number;
  /** From an instance to Redis and back. */
  readonly redisRoundTrip: number;
  /** One script, in the one thread of a Redis shard. */
  readonly redisScript: number;
  /** Within which the SMS API answers at the least, and what it takes longer on average (exponentially distributed). */
  readonly smsLeast: number;
  readonly smsMore: number;
  /** After which the function gives Redis up. */
  readonly redisTimeout: number;
  /** Seconds that are simulated, after as many to settle. */
  readonly seconds: number;
}

/** What became of the requests. Counts are a share of all requests of their kind, from 0 to 1. */
export interface ScaleResult {
  /** Instances at work at a time, at the most. */
  readonly instances: number;
  /** Requests for which there was no instance. */
  readonly withoutInstance: number;
  /** Requests for a code that the SMS API refused for its quota. */
  readonly overQuota: number;
  /** Requests that Redis did not answer in time. */
  readonly withoutRedis: number;
  /** Of Redis' time, from 0 to 1. */
  readonly redisBusy: number;
  /** Milliseconds within which 99 of 100 were answered, of those that were. */
  readonly sendP99: number;
  readonly loginP99: number;
}

interface Request {
  readonly kind: 'send' | 'login';
  readonly arrivedAt: number;
}

interface Event {
  readonly at: number;
  readonly happen: (now: number) => void;
}

/** Simulates event by event. The same scale gives the same result: chance comes from a fixed seed. */
export function simulate(scale: Scale): ScaleResult {
  const random = xoroshiro128plus(20_261_123);
  const exponential = (mean: number) => -Math.log(1 - uniformFloat64(random)) * mean;
  const events = new TinyQueue<Event>([], (a, b) => a.at - b.at);
  const settled = scale.seconds * 1000;
  const end = 2 * settled;
  let [idle, started, redisFreeAt, redisBusy, busyMost] = [0, 0, 0, 0, 0];
  let [allowance, allowanceAt] = [scale.smsQuota, 0];
  const count = { all: 0, sends: 0, withoutInstance: 0, overQuota: 0, withoutRedis: 0 };
  const taken = { send: [] as number[], login: [] as number[] };

  /** Lets requests of a kind arrive from now on, so many milliseconds apart on average. */
  function begin(kind: Request['kind'], apart: number, now: number): void {
    const next = (arrivedAt: number) => {
      begin(kind, apart, arrivedAt);
      arrive(kind, arrivedAt);
    };
    events.push({ at: now + exponential(apart), happen: next });
  }

  function arrive(kind: Request['kind'], now: number): void {
    if (now >= settled) count.all++;
    const isCold = idle === 0;
    if (isCold && started >= scale.instances) {
      if (now >= settled) count.withoutInstance++;
      return;
    }
    if (isCold) started++;
    else idle--;
    if (now >= settled) busyMost = Math.max(busyMost, started - idle);
    const from = now + (isCold ? scale.coldStart : 0) + scale.handling;
    events.push({
      at: from + scale.redisRoundTrip / 2,
      happen: (then) => runScript({ kind, arrivedAt: now }, then),
    });
  }

  function runScript(request: Request, now: number): void {
    const startsAt = Math.max(now, redisFreeAt);
    if (startsAt - now > scale.redisTimeout) {
      if (now >= settled) count.withoutRedis++;
      free(now + scale.redisTimeout);
      return;
    }
    redisFreeAt = startsAt + scale.redisScript;
    if (startsAt >= settled && startsAt < end) redisBusy += scale.redisScript;
    const repliedAt = redisFreeAt + scale.redisRoundTrip / 2;
    if (request.kind === 'login') answer(request, repliedAt);
    else events.push({ at: repliedAt, happen: (then) => send(request, then) });
  }

  function send(request: Request, now: number): void {
    allowance = Math.min(scale.smsQuota, allowance + ((now - allowanceAt) / 1000) * scale.smsQuota);
    allowanceAt = now;
    if (now >= settled) count.sends++;
    if (allowance >= 1) {
      allowance--;
      answer(request, now + scale.smsLeast + exponential(scale.smsMore));
    } else {
      if (now >= settled) count.overQuota++;
      // The number's allowance is given back: one more script.
      redisFreeAt = Math.max(now, redisFreeAt) + scale.redisScript;
      free(now + scale.smsLeast + scale.redisRoundTrip);
    }
  }

  function answer({ kind, arrivedAt }: Request, answeredAt: number): void {
    if (arrivedAt >= settled) taken[kind].push(answeredAt - arrivedAt);
    free(answeredAt);
  }

  /** An instance has no more to do from then on. */
  function free(from: number): void {
    events.push({ at: from, happen: () => idle++ });
  }

  if (scale.sends > 0) begin('send', 1000 / scale.sends, 0);
  if (scale.logins > 0) begin('login', 1000 / scale.logins, 0);
  for (let event = events.pop(); event !== undefined && event.at < end; event = events.pop()) {
    event.happen(event.at);
  }
  return {
    instances: busyMost,
    withoutInstance: count.withoutInstance / count.all,
    overQuota: count.sends > 0 ? count.overQuota / count.sends : 0,
    withoutRedis: count.withoutRedis / count.all,
    redisBusy: redisBusy / (end - settled),
    sendP99: percentile(taken.send, 0.99),
    loginP99: percentile(taken.login, 0.99),
  };
}

function percentile(numbers: number[], share: number): number {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length * share)] ?? Number.NaN;
}
