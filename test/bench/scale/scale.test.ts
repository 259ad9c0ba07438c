import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../infra/project-root';
import { type Scale, simulate } from './simulation';
import { steps, tableOf } from './steps';

const calm: Scale = {
  sends: 0,
  logins: 10,
  instances: 1000,
  smsQuota: 3000,
  coldStart: 0,
  handling: 0,
  redisRoundTrip: 10,
  redisScript: 0.01,
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
    const { redisBusy } = simulate({ ...calm, sends: 1000, logins: 1000, redisScript: 0.1, seconds: 50 });
    expect(redisBusy).toBeCloseTo(2000 * 0.0001, 2);
  });

  it('sends as many messages as the quota allows', () => {
    const { overQuota } = simulate({ ...calm, sends: 400, logins: 0, smsQuota: 300, seconds: 100 });
    expect(overQuota).toBeCloseTo(0.25, 1);
  });

  it('times out requests if Redis is overloaded', () => {
    const { withoutRedis, redisBusy } = simulate({ ...calm, logins: 300, redisScript: 10, seconds: 100 });
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

  it('returns the table of docs/scale.md', async () => {
    expect(await readFile(join(projectRoot, 'docs', 'scale.md'), 'utf8')).toContain(tableOf(steps));
  });
});
