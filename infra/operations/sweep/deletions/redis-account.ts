import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_client';
import type { Deletion } from '../deletion';
import { describeTask, lookAtTask } from './redis-task';

/** Deletes an account of an instance that other environments use. platform: redis-account-id, redis-tasks */
export const redisAccount: Deletion = {
  begin(config, id) {
    const client = new Client(config);
    const [InstanceId = '', AccountName = ''] = id.split('#');
    let task: number | undefined;
    return async () => {
      if (task !== undefined) return lookAtTask(client, task, 'delete it');
      task = (await client.DeleteInstanceAccount({ InstanceId, AccountName })).TaskId;
      return describeTask(task, 'delete it', 'has begun');
    };
  },
};
