import type { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_client';
import { FinalError } from '../wait';

/** States of a task that goes on. platform: redis-tasks */
const unfinished = ['preparing', 'running'];

/** Says how far a task is. @param purpose what it does, such as `return it` */
export const describeTask = (task: number | undefined, purpose: string, state: string): string =>
  `task ${task}, to ${purpose}, ${state}`;

/** Looks at a task of Redis. @returns what is to be waited for, `undefined` once it has succeeded. @throws if it has failed */
export async function lookAtTask(client: Client, task: number, purpose: string): Promise<string | undefined> {
  const { Status: state = '', TaskMessage: message = '' } = await client.DescribeTaskInfo({ TaskId: task });
  if (state === 'succeed') return undefined;
  if (unfinished.includes(state)) return describeTask(task, purpose, `is ${state}`);
  throw new FinalError(describeTask(task, purpose, `ended as "${state}" ${message}`).trim());
}
