import type { RedisService } from '../../account/redis';
import type { RedisRecord, RedisSize } from '../../account/redis-instance';
import type { ResourceType, Values } from '../provider-definition';
import { flag, number, tagsOf, tagsOrNull, text, texts } from './attribute';
import { changeReplicas, nodeValues, zoneNames } from './redis-replica-zones';
import { waitUntil } from './wait';

/** `tencentcloud_redis_instance`. */
export function redisResources(redis: RedisService, region: () => string): Readonly<Record<string, ResourceType>> {
  const values = (record: RedisRecord, configured: Values): Values => ({
    ...configured,
    id: record.instanceId,
    name: record.name,
    type_id: record.typeId,
    mem_size: record.memSize,
    redis_shard_num: record.shards,
    redis_replicas_num: record.replicas,
    availability_zone: record.zone,
    vpc_id: record.vpcId,
    subnet_id: record.subnetId,
    security_groups: record.securityGroups,
    port: record.port,
    ip: record.address,
    create_time: record.createTime,
    charge_type: record.billingMode,
    // As the API tells them, so that an import has them, too.
    auto_renew_flag: configured.auto_renew_flag ?? 0,
    project_id: configured.project_id ?? 0,
    status: record.state,
    tags: tagsOrNull(record.tags),
    dedicated_cluster_id: '',
    redis_cluster_id: configured.redis_cluster_id ?? '',
    product_version: configured.product_version ?? 'local',
    replicas_read_only: flag(configured, 'replicas_read_only'),
    no_auth: configured.no_auth ?? null,
    wan_address: '',
    wan_address_switch: configured.wan_address_switch ?? 'close',
    ...nodeValues(record, configured),
    type: configured.type ?? null,
  });
  const isOnline = (instanceId: string) => () => redis.find(instanceId)?.state === 'online';

  return {
    tencentcloud_redis_instance: {
      attributes: {
        InstanceName: 'name',
        TypeId: 'type_id',
        TargetInstanceType: 'type_id',
        MemSize: 'mem_size',
        RedisShardNum: 'redis_shard_num',
        RedisReplicasNum: 'redis_replicas_num',
        Password: 'password',
        SubnetId: 'subnet_id',
        VpcId: 'vpc_id',
        ZoneId: 'availability_zone',
        NodeSet: 'replica_zone_ids',
        SecurityGroupIdList: 'security_groups',
        VPort: 'port',
      },
      async create(planned, signal) {
        const zone = text(planned, 'availability_zone');
        // The real provider asks for what is sold first. platform: redis-sold-out
        if (redis.isSoldOut(zone)) throw new Error(`all redis in this zone \`${zone}\` be sold out`);
        const { instanceId } = redis.create({
          region: region(),
          zone,
          name: text(planned, 'name'),
          typeId: number(planned, 'type_id'),
          ...sizeOf(planned),
          replicaZones: zoneNames(region(), planned.replica_zone_ids),
          password: text(planned, 'password'),
          vpcId: text(planned, 'vpc_id'),
          subnetId: text(planned, 'subnet_id'),
          securityGroups: texts(planned, 'security_groups'),
          port: number(planned, 'port', 6379),
          billingMode: text(planned, 'charge_type') === 'PREPAID' ? 'PREPAID' : 'POSTPAID',
          tags: {},
        });
        // platform: redis-creation-goes-on
        await waitUntil(isOnline(instanceId), signal);
        // platform: redis-tags-after-creation
        return values(redis.change(instanceId, { tags: tagsOf(planned) }), planned);
      },
      async read(state) {
        const instanceId = text(state, 'id');
        const record = redis.find(instanceId);
        // The real provider, too, takes an isolated instance out of the state, but fails if there is none.
        // platform: redis-read-isolated
        if (record === undefined)
          throw new Error(`Fail to get info from redis, reaseon instance ${instanceId} not exist`);
        return record.state === 'isolated' ? undefined : values(record, state);
      },
      async update(planned, prior, signal) {
        const instanceId = text(planned, 'id');
        redis.change(instanceId, {
          name: text(planned, 'name'),
          securityGroups: texts(planned, 'security_groups'),
          tags: tagsOf(planned),
        });
        // In the order of the real provider, which changes one size at a time, too. platform: redis-one-size-at-a-time
        const wanted = sizeOf(planned);
        for (const name of ['memSize', 'shards'] as const) {
          if (redis.instance(instanceId)[name] === wanted[name]) continue;
          redis.resize(instanceId, { [name]: wanted[name] });
          await waitUntil(isOnline(instanceId), signal);
        }
        await changeReplicas(
          redis,
          instanceId,
          {
            before: zoneNames(region(), prior.replica_zone_ids),
            after: zoneNames(region(), planned.replica_zone_ids),
            replicas: wanted.replicas,
          },
          () => waitUntil(isOnline(instanceId), signal),
        );
        if (planned.password !== prior.password) {
          await redis.resetPassword(instanceId, text(planned, 'password'));
          await waitUntil(isOnline(instanceId), signal);
        }
        const typeId = number(planned, 'type_id');
        if (typeId !== redis.instance(instanceId).typeId) {
          redis.upgrade(instanceId, typeId);
          await waitUntil(isOnline(instanceId), signal);
        }
        return values(redis.instance(instanceId), planned);
      },
      async delete(state) {
        const instanceId = text(state, 'id');
        redis.isolate(instanceId);
        // Without `force_delete` the instance stays isolated, and its subnet in use, until the platform cleans it up.
        // platform: redis-deletion
        if (flag(state, 'force_delete')) await redis.cleanUp(instanceId);
      },
    },
  };
}

function sizeOf(planned: Values): RedisSize {
  return {
    memSize: number(planned, 'mem_size'),
    shards: number(planned, 'redis_shard_num', 1),
    replicas: number(planned, 'redis_replicas_num', 1),
  };
}
