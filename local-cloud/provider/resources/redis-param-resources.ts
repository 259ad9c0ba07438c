import type { RedisService } from '../../account/redis';
import type { RedisParameters } from '../../account/redis-parameters';
import type { ResourceType, Values } from '../provider-definition';
import { text } from './attribute';
import { waitUntil } from './wait';

/**
 * `tencentcloud_redis_param`: parameters of an instance. As in the real provider
 * (tencentcloud/services/crs/resource_tc_redis_param.go)
 * - the ID is that of the instance at the creation, and another `instance_id` does not change it;
 * - only values that differ are changed;
 * - reading fails if the instance does not exist any more;
 * - deleting changes nothing.
 */
export function redisParamResources(redis: RedisService): Readonly<Record<string, ResourceType>> {
  function values(instanceId: string, configured: Values): Values {
    const current = redis.parameters(instanceId);
    const names = Object.keys(configured.instance_params ?? current);
    const instance_params = Object.fromEntries(names.map((name) => [name, current[name] ?? null]));
    return { ...configured, id: instanceId, instance_id: instanceId, instance_params };
  }

  async function apply(instanceId: string, planned: Values, signal: AbortSignal): Promise<Values> {
    const current = redis.parameters(instanceId);
    const wanted = Object.entries(planned.instance_params as RedisParameters);
    const changes = Object.fromEntries(wanted.filter(([name, value]) => current[name] !== value));
    if (Object.keys(changes).length > 0) {
      const task = redis.changeParameters(instanceId, changes);
      await waitUntil(() => redis.task(task).status !== 'running', signal);
      const { status } = redis.task(task);
      if (status !== 'succeed') throw new Error(`redis task exe fail, task status is ${status}`);
    }
    return values(instanceId, planned);
  }

  return {
    tencentcloud_redis_param: {
      attributes: { InstanceId: 'instance_id', InstanceParams: 'instance_params' },
      create: (planned, signal) => apply(text(planned, 'instance_id'), planned, signal),
      read: async (state) => values(text(state, 'id'), state),
      update: (planned, prior, signal) => apply(text(prior, 'id'), planned, signal),
      delete: async () => undefined,
    },
  };
}
