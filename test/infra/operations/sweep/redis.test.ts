import { expect, it, onTestFinished } from 'vitest';
import { searchConfig } from '../../../../infra/operations/account-client';
import { redisInstance } from '../../../../infra/operations/sweep/deletions/redis';
import { startLocalCloud } from '../../../../local-cloud/local-cloud';
import { hasRedisServer } from '../../../../local-cloud/process/redis-server';
import { makeNetwork, newRedis } from '../../../local-cloud/trial-account';

it.skipIf(!hasRedisServer)(
  'The deletion of a Redis instance says which task it waits for, and what the task does',
  async () => {
    const { account, env, stop } = await startLocalCloud({ transitionMs: 20 });
    onTestFinished(stop);
    const { instanceId } = account.redis.create(newRedis(makeNetwork(account)));
    const attempt = redisInstance.begin(searchConfig(env, 'ap-guangzhou'), instanceId);
    const reasons = new Set<string>();
    await expect
      .poll(
        async () => {
          const reason = await attempt();
          if (reason !== undefined) reasons.add(reason.replace(/\d+/, 'N'));
          return reason;
        },
        { timeout: 10_000 },
      )
      .toBeUndefined();
    // Whether a task is seen while it runs depends on the time.
    expect([...reasons].filter((reason) => reason.startsWith('task') && !reason.endsWith('is running'))).toEqual([
      'task N, to return it, has begun',
      'task N, to delete it from the recycle bin, has begun',
    ]);
    expect(account.redis.instances()).toEqual([]);
  },
);
