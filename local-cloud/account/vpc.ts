import { type AccountContext, cloudTime, newId, type Tags } from './account-context';
import { containsCidr, isSubnetCidr, isVpcCidr, overlapsCidr } from './cidr';
import { CloudError } from './cloud-error';
import { checkRegion, zoneId } from './region';
import { checkNameBytes } from './resource-name';
import { checkQuota, networkQuotas } from './vpc-quotas';

export interface VpcRecord {
  readonly vpcId: string;
  readonly region: string;
  readonly name: string;
  readonly cidrBlock: string;
  readonly createTime: string;
  readonly routeTableId: string;
  readonly tags: Tags;
}

export interface SubnetRecord {
  readonly subnetId: string;
  readonly vpcId: string;
  readonly name: string;
  readonly cidrBlock: string;
  readonly zone: string;
  readonly createTime: string;
  readonly tags: Tags;
}

export type NewVpc = Pick<VpcRecord, 'region' | 'name' | 'cidrBlock' | 'tags'>;
export type NewSubnet = Pick<SubnetRecord, 'vpcId' | 'name' | 'cidrBlock' | 'zone' | 'tags'>;
export type VpcService = ReturnType<typeof createVpcService>;

/** The number of addresses that the platform reserves in a subnet: network, gateway and broadcast. platform: reserved-addresses */
const reservedAddresses = 3;

/** Private networks and their subnets. platform: subnet-in-vpc, vpc-in-use */
export function createVpcService({ storage, now }: AccountContext) {
  const vpcs = storage.collection<VpcRecord>('vpcs');
  const subnets = storage.collection<SubnetRecord>('subnets');
  /** The owner's ID of each address that is in use, by subnet and address. */
  const addresses = storage.collection<string>('addresses');

  function vpc(vpcId: string): VpcRecord {
    const record = vpcs.get(vpcId);
    if (record === undefined) throw new CloudError('ResourceNotFound', `The VPC ${vpcId} does not exist.`, 'VpcId');
    return record;
  }

  function subnet(subnetId: string): SubnetRecord {
    const record = subnets.get(subnetId);
    if (record === undefined) {
      throw new CloudError('ResourceNotFound', `The subnet ${subnetId} does not exist.`, 'SubnetId');
    }
    return record;
  }

  /** The number of addresses that a subnet has for resources. */
  function totalAddresses(subnetId: string): number {
    const [, prefix] = subnet(subnetId).cidrBlock.split('/');
    return 2 ** (32 - Number(prefix)) - reservedAddresses;
  }

  return {
    vpc,
    subnet,
    vpcs: () => [...vpcs.values()],
    subnets: () => [...subnets.values()],
    findVpc: (vpcId: string) => vpcs.get(vpcId),
    findSubnet: (subnetId: string) => subnets.get(subnetId),

    createVpc({ region, name, cidrBlock, tags }: NewVpc): VpcRecord {
      checkRegion(region);
      checkNameBytes(name, 'VpcName');
      if (!isVpcCidr(cidrBlock)) throw malformedCidr(cidrBlock, 'a prefix of at most 28');
      const existing = [...vpcs.values()].filter((one) => one.region === region).length;
      checkQuota('VPCs', existing, networkQuotas.vpcs, region);
      const record: VpcRecord = {
        vpcId: newId('vpc'),
        region,
        name,
        cidrBlock,
        createTime: cloudTime(now()),
        routeTableId: newId('rtb'),
        tags,
      };
      vpcs.set(record.vpcId, record);
      return record;
    },

    changeVpc(vpcId: string, changes: Partial<Pick<VpcRecord, 'name' | 'tags'>>): VpcRecord {
      if (changes.name !== undefined) checkNameBytes(changes.name, 'VpcName');
      const record = { ...vpc(vpcId), ...changes };
      vpcs.set(vpcId, record);
      return record;
    },

    deleteVpc(vpcId: string): void {
      vpc(vpcId);
      const contained = [...subnets.values()].filter((record) => record.vpcId === vpcId);
      if (contained.length > 0) {
        const ids = contained.map(({ subnetId }) => subnetId).join(', ');
        throw new CloudError('ResourceInUse', `The VPC ${vpcId} still has the subnets ${ids}.`, 'VpcId');
      }
      vpcs.delete(vpcId);
    },

    createSubnet({ vpcId, name, cidrBlock, zone, tags }: NewSubnet): SubnetRecord {
      const { region, cidrBlock: outer } = vpc(vpcId);
      checkNameBytes(name, 'SubnetName');
      if (!isSubnetCidr(cidrBlock)) throw malformedCidr(cidrBlock, 'a prefix of 16 to 28');
      if (zoneId(region, zone) === undefined) {
        throw new CloudError(
          'InvalidParameterValue.ZoneConflict',
          `The zone ${zone} is not in the region ${region}.`,
          'Zone',
        );
      }
      if (!containsCidr(outer, cidrBlock)) {
        const message = `The subnet ${cidrBlock} is not within the VPC's CIDR block ${outer}.`;
        throw new CloudError('InvalidParameterValue.SubnetRange', message, 'CidrBlock');
      }
      for (const other of subnets.values()) {
        if (other.vpcId !== vpcId || !overlapsCidr(other.cidrBlock, cidrBlock)) continue;
        const message = `The subnet ${cidrBlock} overlaps ${other.cidrBlock} of the subnet ${other.subnetId}.`;
        throw new CloudError('InvalidParameterValue.SubnetConflict', message, 'CidrBlock');
      }
      const createTime = cloudTime(now());
      const record: SubnetRecord = { subnetId: newId('subnet'), vpcId, name, cidrBlock, zone, createTime, tags };
      subnets.set(record.subnetId, record);
      return record;
    },

    changeSubnet(subnetId: string, changes: Partial<Pick<SubnetRecord, 'name' | 'tags'>>): SubnetRecord {
      if (changes.name !== undefined) checkNameBytes(changes.name, 'SubnetName');
      const record = { ...subnet(subnetId), ...changes };
      subnets.set(subnetId, record);
      return record;
    },

    deleteSubnet(subnetId: string): void {
      subnet(subnetId);
      const users = [...addresses].filter(([key]) => key.startsWith(`${subnetId} `)).map(([, owner]) => owner);
      if (users.length > 0) {
        const message = `The subnet ${subnetId} is still used by ${[...new Set(users)].join(', ')}.`;
        throw new CloudError('ResourceInUse', message, 'SubnetId');
      }
      subnets.delete(subnetId);
    },

    totalAddresses,

    /** The number of addresses that no resource has taken. */
    availableAddresses: (subnetId: string) =>
      totalAddresses(subnetId) - [...addresses.keys()].filter((key) => key.startsWith(`${subnetId} `)).length,

    /** Allocates the lowest free address of a subnet to a resource. */
    takeAddress(subnetId: string, owner: string): string {
      const [network = '', prefix] = subnet(subnetId).cidrBlock.split('/');
      const first = toNumber(network);
      const last = first + 2 ** (32 - Number(prefix)) - 1;
      for (let number = first + 2; number < last; number++) {
        const address = toAddress(number);
        if (addresses.has(`${subnetId} ${address}`)) continue;
        addresses.set(`${subnetId} ${address}`, owner);
        return address;
      }
      throw new CloudError('ResourceInsufficient.Subnet', `The subnet ${subnetId} has no free address.`, 'SubnetId');
    },

    /** Frees the addresses of a resource. */
    releaseAddresses(owner: string): void {
      for (const [key, holder] of addresses) if (holder === owner) addresses.delete(key);
    },
  };
}

function malformedCidr(cidrBlock: string, prefix: string): CloudError {
  const networks = '10.0.0.0/12, 172.16.0.0/12 or 192.168.0.0/16';
  const message = `${cidrBlock} is not a CIDR block within ${networks} with ${prefix}.`;
  return new CloudError('InvalidParameterValue.Malformed', message, 'CidrBlock');
}

const toNumber = (address: string) => address.split('.').reduce((number, part) => number * 256 + Number(part), 0);

const toAddress = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
