import type { RedisService } from '../../account/redis';
import type { ResourceType, Values } from '../provider-definition';
import { text } from './attribute';

/**
 * `tencentcloud_redis_maintenance_window`. As in the real provider
 * (tencentcloud/services/crs/resource_tc_redis_maintenance_window.go)
 * - the ID is that of the instance at the creation, and another `instance_id` does not change it;
 * - deleting changes nothing.
 *
 * platform: redis-maintenance-window
 */
export function redisMaintenanceWindowResources(redis: RedisService): Readonly<Record<string, ResourceType>> {
  function values(instanceId: string, configured: Values): Values {
    const { startTime, endTime } = redis.maintenanceWindow(instanceId);
    return { ...configured, id: instanceId, instance_id: instanceId, start_time: startTime, end_time: endTime };
  }

  async function apply(instanceId: string, planned: Values): Promise<Values> {
    const window = { startTime: text(planned, 'start_time'), endTime: text(planned, 'end_time') };
    redis.changeMaintenanceWindow(instanceId, window);
    return values(instanceId, planned);
  }

  return {
    tencentcloud_redis_maintenance_window: {
      attributes: { InstanceId: 'instance_id', StartTime: 'start_time', EndTime: 'end_time' },
      create: (planned) => apply(text(planned, 'instance_id'), planned),
      read: async (state) => values(text(state, 'id'), state),
      update: (planned, prior) => apply(text(prior, 'id'), planned),
      delete: async () => undefined,
    },
  };
}
