import type { RedisService } from '../../account/redis';
import type { VpcService } from '../../account/vpc';
import type { DataSourceType, Values } from '../provider-definition';
import { number, tagsOf, text } from './attribute';

/** The arguments that each data source supports. Others are refused, so that no lookup returns more than it should. */
const supported = {
  subnets: ['id', 'subnet_id', 'vpc_id', 'name', 'availability_zone', 'cidr_block', 'tags', 'instance_list'],
  redis: ['id', 'search_key', 'zone', 'limit', 'tags', 'instance_list'],
};

/** `tencentcloud_vpc_subnets` and `tencentcloud_redis_instances`. platform: subnets-data-source, redis-instances-data-source */
export function dataSources(
  vpc: VpcService,
  redis: RedisService,
  region: () => string,
): Readonly<Record<string, DataSourceType>> {
  return {
    tencentcloud_vpc_subnets: {
      async read(config) {
        refuseOthers(config, supported.subnets);
        const found = vpc
          .subnets()
          .filter(
            (one) =>
              vpc.vpc(one.vpcId).region === region() &&
              matches(config, { subnet_id: one.subnetId, vpc_id: one.vpcId, name: one.name }) &&
              matches(config, { availability_zone: one.zone, cidr_block: one.cidrBlock }) &&
              hasTags(one.tags, config),
          );
        return {
          ...config,
          id: 'subnets',
          instance_list: found.map((one) => ({
            availability_zone: one.zone,
            available_ip_count: vpc.availableAddresses(one.subnetId),
            cdc_id: '',
            cidr_block: one.cidrBlock,
            create_time: one.createTime,
            is_default: false,
            is_multicast: true,
            name: one.name,
            route_table_id: vpc.vpc(one.vpcId).routeTableId,
            subnet_id: one.subnetId,
            tags: one.tags,
            vpc_id: one.vpcId,
          })),
        };
      },
    },

    tencentcloud_redis_instances: {
      async read(config) {
        refuseOthers(config, supported.redis);
        const key = text(config, 'search_key');
        const found = redis
          .instances()
          .filter((one) => one.region === region() && (one.instanceId.includes(key) || one.name.includes(key)))
          .filter((one) => matches(config, { zone: one.zone }) && hasTags(one.tags, config))
          .slice(0, number(config, 'limit', 500));
        return {
          ...config,
          id: `redis_instances_list${region()}`,
          instance_list: found.map((one) => ({
            charge_type: one.billingMode,
            create_time: one.createTime,
            ip: one.address,
            mem_size: one.memSize,
            name: one.name,
            node_info: [],
            port: one.port,
            project_id: 0,
            redis_id: one.instanceId,
            redis_replicas_num: one.replicas,
            redis_shard_num: one.shards,
            status: one.state === 'isolated' ? 'isolate' : one.state,
            subnet_id: one.subnetId,
            tags: one.tags,
            type: '',
            type_id: one.typeId,
            vpc_id: one.vpcId,
            zone: one.zone,
          })),
        };
      },
    },
  };
}

function refuseOthers(config: Values, names: readonly string[]): void {
  const others = Object.keys(config).filter((name) => (config[name] ?? null) !== null && !names.includes(name));
  if (others.length > 0) throw new Error(`The local cloud does not support ${others.join(', ')} here.`);
}

/** Whether a resource has the values of all arguments that are set. */
function matches(config: Values, attributes: Readonly<Record<string, string>>): boolean {
  return Object.entries(attributes).every(([name, value]) => [value, ''].includes(text(config, name)));
}

function hasTags(tags: Readonly<Record<string, string>>, config: Values): boolean {
  return Object.entries(tagsOf(config)).every(([key, value]) => tags[key] === value);
}
