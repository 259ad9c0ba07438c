import { describe, expect, it } from 'vitest';
import { readPublishedRun } from '../figures-file';
import { costsOf, redisLimitOf, sendsAtPeak } from './costs';
import { type Scale, simulate } from './simulation';
import { simulateStep } from './steps';

const calm: Scale = {
  sends: 0,
  logins: 10,
  instances: 1000,
  smsQuota: 3000,
  coldStart: 0,
  handling: 0,
  redisRoundTrip: 10,
  redisSend: 0.01,
  redisLogin: 0.01,
  smsLeast: 100,
  smsMore: 0,
  redisTimeout: 1500,
  seconds: 2000,
};

/**
 * Erlang's B formula: the share of requests that find no free instance.
 *
 * @param load average number of busy instances if there were no limit
 */
function erlangB(load: number, instances: number): number {
  let inverse = 1;
  for (let count = 1; count <= instances; count++) inverse = 1 + (inverse * count) / load;
  return 1 / inverse;
}

describe('The simulation', () => {
  it.each([1, 3, 5])('rejects as many requests as Erlang’s B formula says, with %i instances', (instances) => {
    const { withoutInstance } = simulate({ ...calm, instances, redisRoundTrip: 300 });
    expect(withoutInstance).toBeCloseTo(erlangB(10 * 0.3, instances), 2);
  });

  it('keeps Redis busy for the duration of its scripts', () => {
    const { redisBusy } = simulate({
      ...calm,
      sends: 1000,
      logins: 1000,
      redisSend: 0.15,
      redisLogin: 0.05,
      seconds: 50,
    });
    expect(redisBusy).toBeCloseTo(2000 * 0.0001, 2);
  });

  it('sends as many messages as the quota allows', () => {
    const { overQuota } = simulate({ ...calm, sends: 400, logins: 0, smsQuota: 300, seconds: 100 });
    expect(overQuota).toBeCloseTo(0.25, 1);
  });

  it('times out requests if Redis is overloaded', () => {
    const { withoutRedis, redisBusy } = simulate({ ...calm, logins: 300, redisLogin: 10, seconds: 100 });
    expect(redisBusy).toBeCloseTo(1, 2);
    expect(withoutRedis).toBeCloseTo(2 / 3, 1);
  });

  it('reports latencies, cold starts included', () => {
    const { loginP99, sendP99 } = simulate({ ...calm, sends: 10 });
    expect(loginP99).toBeCloseTo(10.01, 1);
    expect(sendP99).toBeCloseTo(110.01, 1);
    const cold = simulate({ ...calm, logins: 0.01, sends: 0, coldStart: 400, seconds: 100_000 });
    expect(cold.instances).toBe(1);
  });
});

describe('One Redis', () => {
  it('ends where the sends and logins of the busiest moment take all of its time', () => {
    const { perUser, sendsPerSecond, usersPerDay } = redisLimitOf({ handling: 0, redisSend: 0.089, redisLogin: 0.01 });
    expect(perUser).toBeCloseTo(0.1);
    expect(sendsPerSecond).toBeCloseTo(10_000);
    expect(sendsAtPeak(usersPerDay)).toBeCloseTo(10_000);
    expect(usersPerDay).toBeCloseTo(172_800_000);
  });

  it('is busy all the time there in the simulation, and half of the time at half the users', () => {
    const costs = costsOf(readPublishedRun());
    const { usersPerDay } = redisLimitOf(costs);
    const busy = (users: number) =>
      simulateStep({ users, instances: 100_000, smsQuota: 1_000_000 }, costs, 20_000).redisBusy;
    expect(busy(usersPerDay)).toBeCloseTo(1, 1);
    expect(busy(usersPerDay / 2)).toBeCloseTo(0.5, 1);
  });
});
