import type { SubnetRecord, VpcRecord, VpcService } from '../../account/vpc';
import type { ResourceType, Values } from '../provider-definition';
import { tagsOf, tagsOrNull, text } from './attribute';

/** `tencentcloud_vpc` and `tencentcloud_subnet`. */
export function vpcResources(vpc: VpcService, region: () => string): Readonly<Record<string, ResourceType>> {
  const vpcValues = (record: VpcRecord, given: Values): Values => ({
    ...given,
    id: record.vpcId,
    name: record.name,
    cidr_block: record.cidrBlock,
    create_time: record.createTime,
    default_route_table_id: record.routeTableId,
    tags: tagsOrNull(record.tags),
    is_default: false,
    is_multicast: (given.is_multicast as boolean | null) ?? true,
    dns_servers: given.dns_servers ?? ['183.60.83.19', '183.60.82.98'],
    assistant_cidrs: given.assistant_cidrs ?? [],
    docker_assistant_cidrs: [],
    enable_route_vpc_publish: given.enable_route_vpc_publish ?? false,
    enable_route_vpc_publish_ipv6: given.enable_route_vpc_publish_ipv6 ?? false,
  });
  const subnetValues = (record: SubnetRecord, given: Values): Values => ({
    ...given,
    id: record.subnetId,
    vpc_id: record.vpcId,
    name: record.name,
    cidr_block: record.cidrBlock,
    availability_zone: record.zone,
    create_time: record.createTime,
    available_ip_count: vpc.availableAddresses(record.subnetId),
    route_table_id: given.route_table_id ?? vpc.vpc(record.vpcId).routeTableId,
    tags: tagsOrNull(record.tags),
    is_default: false,
    is_multicast: (given.is_multicast as boolean | null) ?? true,
  });

  return {
    tencentcloud_vpc: {
      attributes: { VpcName: 'name', CidrBlock: 'cidr_block' },
      async create(planned) {
        const wanted = { name: text(planned, 'name'), cidrBlock: text(planned, 'cidr_block'), tags: tagsOf(planned) };
        return vpcValues(vpc.createVpc({ region: region(), ...wanted }), planned);
      },
      async read(state) {
        const record = vpc.findVpc(text(state, 'id'));
        return record && vpcValues(record, state);
      },
      async update(planned) {
        const changes = { name: text(planned, 'name'), tags: tagsOf(planned) };
        return vpcValues(vpc.changeVpc(text(planned, 'id'), changes), planned);
      },
      async delete(state) {
        vpc.deleteVpc(text(state, 'id'));
      },
    },

    tencentcloud_subnet: {
      attributes: { SubnetName: 'name', CidrBlock: 'cidr_block', Zone: 'availability_zone', VpcId: 'vpc_id' },
      async create(planned) {
        const record = vpc.createSubnet({
          vpcId: text(planned, 'vpc_id'),
          name: text(planned, 'name'),
          cidrBlock: text(planned, 'cidr_block'),
          zone: text(planned, 'availability_zone'),
          tags: tagsOf(planned),
        });
        return subnetValues(record, planned);
      },
      async read(state) {
        const record = vpc.findSubnet(text(state, 'id'));
        return record && subnetValues(record, state);
      },
      async update(planned) {
        const changes = { name: text(planned, 'name'), tags: tagsOf(planned) };
        return subnetValues(vpc.changeSubnet(text(planned, 'id'), changes), planned);
      },
      async delete(state) {
        vpc.deleteSubnet(text(state, 'id'));
      },
    },
  };
}
