import { CloudError } from './cloud-error';

/** A change that goes on after the API has answered. */
export interface RedisTask {
  readonly instanceId: string;
  readonly status: 'running' | 'succeed' | 'failed';
}

/** The tasks of all instances since the local cloud was started, by ID. */
export function createRedisTasks() {
  const tasks = new Map<number, RedisTask>();
  return {
    /** Follows the work of a task until it ends. @returns the ID of the task */
    start(instanceId: string, work: Promise<void>): number {
      const taskId = tasks.size + 1;
      const enter = (status: RedisTask['status']) => void tasks.set(taskId, { instanceId, status });
      enter('running');
      work.then(
        () => enter('succeed'),
        () => enter('failed'),
      );
      return taskId;
    },

    find(taskId: number): RedisTask {
      const task = tasks.get(taskId);
      if (task !== undefined) return task;
      throw new CloudError('InvalidParameter.InvalidParameter', `The task ${taskId} does not exist.`, 'TaskId');
    },
  };
}
