import { Client as RedisClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_client';
import { Client as RegionClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/region/v20220627/region_client';
import { Client as VpcClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_client';
import type { Subnet, Vpc } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models';
import { isOwnRedis } from '../../../settings/shared-infrastructure';
import {
  confirmed,
  notReached,
  type Probe,
  type ProbeResult,
  refuted,
  type Target,
  type Verdict,
  verdict,
} from '../probe';

/** DNS servers of a VPC, according to `vpc-defaults`. */
const dnsServers = ['183.60.82.98', '183.60.83.19'];
/** Addresses that a subnet keeps for itself, according to `reserved-addresses`. */
const reserved = 3;

/**
 * What the API says of the network and of Redis.
 * platform: vpc-defaults, reserved-addresses, function-reserves-addresses, redis-zone-of-subnet, redis-name, regions-and-zones
 */
export const networkProbe: Probe = {
  decides: [
    'vpc-defaults',
    'reserved-addresses',
    'function-reserves-addresses',
    'redis-zone-of-subnet',
    'redis-name',
    'regions-and-zones',
  ],
  async run(target) {
    const { config, deployed, settings } = target;
    const client = new VpcClient(config);
    const [{ VpcSet: vpcs }, { SubnetSet: subnets }, { ZoneSet: zones }] = await Promise.all([
      client.DescribeVpcs({ VpcIds: [deployed.vpcId] }),
      client.DescribeSubnets({ SubnetIds: [deployed.subnetId] }),
      new RegionClient(config).DescribeZones({ Product: 'redis' }),
    ]);
    const [vpc] = vpcs ?? [];
    const [subnet] = subnets ?? [];
    const redis = await findRedis(target);
    const zoneIds = (zones ?? []).map(({ Zone = '', ZoneId = '' }) => [Zone, ZoneId] as const).sort();
    const zone = zoneIds.find(([, id]) => Number(id) === redis?.zoneId)?.[0];
    const results = [
      vpcResult(vpc),
      subnetResult(subnet, settings.codeStore === 'memory' ? 'none' : redis),
      { verdicts: redisVerdicts(redis, subnet?.Zone, zone) },
      zonesResult(zoneIds, settings.region, subnet?.Zone),
    ];
    return {
      answers: Object.assign({}, ...results.map(({ answers }) => answers)),
      verdicts: results.flatMap(({ verdicts }) => verdicts),
    };
  },
};

function vpcResult(vpc: Vpc | undefined): ProbeResult {
  const name = 'vpc-defaults';
  if (vpc === undefined) return { verdicts: [notReached(name, 'the API does not list the VPC')] };
  const dns = [...(vpc.DnsServerSet ?? [])].sort();
  return {
    answers: { 'vpc.dns-servers': dns, 'vpc.multicast': vpc.EnableMulticast ?? null },
    verdicts: [
      verdict(name, {
        holds: dns.join() === dnsServers.join() && vpc.EnableMulticast === true,
        found: `DNS servers ${dns.join(', ') || 'none'}, multicast ${vpc.EnableMulticast ? 'on' : 'off'}`,
      }),
    ],
  };
}

/** @param redis `none` if codes are in memory, `undefined` if the instance was not found */
function subnetResult(subnet: Subnet | undefined, redis: FoundRedis | 'none' | undefined): ProbeResult {
  const names = ['reserved-addresses', 'function-reserves-addresses'] as const;
  const { CidrBlock: cidr, TotalIpAddressCount: total, AvailableIpAddressCount: available } = subnet ?? {};
  if (!cidr || total === undefined || available === undefined) {
    return { verdicts: names.map((name) => notReached(name, 'the API does not tell the addresses of the subnet')) };
  }
  const prefix = Number(cidr.split('/')[1]);
  const kept = 2 ** (32 - prefix) - total;
  const used = total - available;
  return {
    answers: { 'subnet.reserved-addresses': kept },
    verdicts: [
      verdict(names[0], {
        holds: kept === reserved,
        found: `a /${prefix} has ${total} addresses, ${kept} fewer than its size`,
      }),
      redis === undefined
        ? notReached(names[1], 'the Redis instance, which uses addresses, too, was not found')
        : verdict(names[1], {
            holds: used > (redis === 'none' ? 0 : 1),
            found: `${used} addresses are in use${redis === 'none' ? '' : ', one of them by Redis'}`,
          }),
    ],
  };
}

function zonesResult(
  zoneIds: readonly (readonly [string, string])[],
  region: string,
  subnetZone: string | undefined,
): ProbeResult {
  const name = 'regions-and-zones';
  if (zoneIds.length === 0) return { verdicts: [notReached(name, 'the API lists no zones')] };
  const areNamed = zoneIds.every(([zone]) => new RegExp(`^${region}-\\d+$`).test(zone));
  return {
    answers: { [`zones.${region}`]: Object.fromEntries(zoneIds) },
    verdicts: [
      verdict(name, {
        holds: areNamed && zoneIds.some(([zone]) => zone === subnetZone),
        found: zoneIds.map(([zone, id]) => `${zone} (${id})`).join(', '),
      }),
    ],
  };
}

interface FoundRedis {
  readonly name: string;
  readonly zoneId: number | undefined;
}

async function findRedis({ config, deployed, settings: { codeStore } }: Target): Promise<FoundRedis | undefined> {
  if (codeStore === 'memory') return undefined;
  const reply = await new RedisClient(config).DescribeInstances({
    Limit: 100,
    ...(isOwnRedis(codeStore) && { SearchKey: codeStore.instanceName }),
  });
  const found = reply.InstanceSet?.find(({ UniqSubnetId: subnetId }) => subnetId === deployed.subnetId);
  return found && { name: found.InstanceName ?? '', zoneId: found.ZoneId };
}

function redisVerdicts(
  redis: FoundRedis | undefined,
  subnetZone: string | undefined,
  zone: string | undefined,
): Verdict[] {
  if (redis === undefined) {
    const why = 'the environment has no Redis instance in its subnet';
    return [notReached('redis-zone-of-subnet', why), notReached('redis-name', why)];
  }
  if (subnetZone === undefined)
    return [notReached('redis-zone-of-subnet', 'the API does not tell the zone of the subnet'), nameVerdict(redis)];
  const found = `Redis is in ${zone ?? `the zone ${redis.zoneId}`}, its subnet in ${subnetZone}`;
  return [
    zone === subnetZone ? confirmed('redis-zone-of-subnet', found) : refuted('redis-zone-of-subnet', found),
    nameVerdict(redis),
  ];
}

function nameVerdict({ name }: FoundRedis): Verdict {
  return name.includes(' ')
    ? confirmed('redis-name', `there is an instance with a space in its name, "${name}"`)
    : notReached('redis-name', `the name "${name}" has no space; the environment demo has one`);
}
