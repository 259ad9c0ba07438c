import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_client';
import type { Deletion } from '../deletion';
import { describeTask, lookAtTask } from './redis-task';

/** platform: redis-status-numbers */
const status = { online: 2, isolated: -2, toBeDeleted: -3 };

/** What the tasks of a deletion do. */
const purposes = { return: 'return it', 'clean up': 'delete it from the recycle bin' };

/**
 * Returns an instance, and deletes it from the recycle bin, as the provider does with `force_delete`. One that is being created or
 * changed has to be online first, for which the provider waits as long. platform: redis-deletion
 */
export const redisInstance: Deletion = {
  limitMs: 60 * 60_000,
  begin(config, id) {
    const client = new Client(config);
    let step: keyof typeof purposes | 'end' = 'return';
    let task: number | undefined;
    return async () => {
      if (step !== 'end' && task !== undefined) {
        const reason = await lookAtTask(client, task, purposes[step]);
        if (reason !== undefined) return reason;
        task = undefined;
        step = step === 'return' ? 'clean up' : 'end';
      }
      if (step === 'end') return undefined;
      const { InstanceSet: [instance] = [] } = await client.DescribeInstances({ InstanceId: id });
      if (instance === undefined || instance.Status === status.toBeDeleted) return undefined;
      if (instance.Status === status.isolated) step = 'clean up';
      if (step === 'return' && instance.Status !== status.online) return 'it is being created or changed';
      const { TaskId } =
        step === 'return'
          ? await client.DestroyPostpaidInstance({ InstanceId: id })
          : await client.CleanUpInstance({ InstanceId: id });
      task = TaskId;
      return describeTask(task, purposes[step], 'has begun');
    };
  },
};
