import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StoreRules } from '../../../function/store/code-store';
import { createRedisConnection, type RedisConnection } from '../../../function/store/redis/redis-connection';
import { createRedisStore } from '../../../function/store/redis/redis-store';
import { hasRedisServer, startRedisServer } from '../../../local-cloud/process/redis-server';
import { propertyRuns, propertyTimeout } from '../../support/property-runs';
import { clocksDoNotMatter } from './clock-games';

/** Games wait for the real clock, so that only one is played for 50 inputs of other properties. */
const games = Math.ceil(propertyRuns / 50);

describe.skipIf(!hasRedisServer)('Instances whose clocks are far apart', { timeout: propertyTimeout }, () => {
  let connections: RedisConnection[];
  const connectionOf = (instance: number) => {
    connections[instance] ??= createRedisConnection(server);
    return connections[instance];
  };
  let server: Awaited<ReturnType<typeof startRedisServer>>;

  beforeAll(async () => {
    server = await startRedisServer();
    connections = [];
    return async () => {
      for (const connection of connections) connection?.close();
      await server.stop();
    };
  });

  it('keep the limits and the promise by the clock of Redis', async () => {
    const observed = new Set<string>();
    const connect = (instance: number, rules: StoreRules) => createRedisStore(connectionOf(instance), rules);
    await fc.assert(
      clocksDoNotMatter(connect, (result) => observed.add(result)),
      { numRuns: games },
    );
    expect([...observed].sort()).toEqual(['expired', 'limited', 'right', 'spent', 'stored']);
  });

  it('would break them by their own clocks', async () => {
    const connect = (instance: number, rules: StoreRules) =>
      createRedisStore(connectionOf(instance), rules, () => Date.now());
    const { failed } = await fc.check(
      clocksDoNotMatter(connect, () => {}),
      { numRuns: 1000, endOnFailure: true },
    );
    expect(failed).toBe(true);
  });
});
