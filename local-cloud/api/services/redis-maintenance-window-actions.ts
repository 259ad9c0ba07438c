import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_models';
import { z } from 'zod';
import type { RedisService } from '../../account/redis';
import { type Action, action } from '../action';

const text = z.string();

/** The hours in which the platform maintains an instance. */
export function redisWindowActions(redis: RedisService): Readonly<Record<string, Action>> {
  return {
    DescribeMaintenanceWindow: action<
      Models.DescribeMaintenanceWindowRequest,
      Models.DescribeMaintenanceWindowResponse
    >({
      parameters: { InstanceId: text },
      answer: ({ InstanceId }) => {
        const { startTime, endTime } = redis.maintenanceWindow(InstanceId);
        return { StartTime: startTime, EndTime: endTime };
      },
    }),

    ModifyMaintenanceWindow: action<Models.ModifyMaintenanceWindowRequest, Models.ModifyMaintenanceWindowResponse>({
      parameters: { InstanceId: text, StartTime: text, EndTime: text },
      answer: ({ InstanceId, StartTime, EndTime }) => {
        redis.changeMaintenanceWindow(InstanceId, { startTime: StartTime, endTime: EndTime });
        return { Status: 'success' };
      },
    }),
  };
}
