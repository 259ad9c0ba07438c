import { Client as RedisClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_client';
import { Client as RegionClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/region/v20220627/region_client';
import { Client as VpcClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_client';
import { confirmed, notReached, type Probe, refuted, type Target, type Verdict, verdict } from '../probe';

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
    const [{ VpcSet: [vpc] = [] }, { SubnetSet: [subnet] = [] }, { ZoneSet: zones = [] }] = await Promise.all([
      client.DescribeVpcs({ VpcIds: [deployed.vpcId] }),
      client.DescribeSubnets({ SubnetIds: [deployed.subnetId] }),
      new RegionClient(config).DescribeZones({ Product: 'redis' }),
    ]);
    const redis = await findRedis(target);
    const dns = [...(vpc?.DnsServerSet ?? [])].sort();
    const prefix = Number(subnet?.CidrBlock?.split('/')[1]);
    const total = subnet?.TotalIpAddressCount ?? 0;
    const used = total - (subnet?.AvailableIpAddressCount ?? 0);
    const kept = 2 ** (32 - prefix) - total;
    const zoneIds = zones.map(({ Zone = '', ZoneId = '' }) => [Zone, ZoneId] as const).sort();
    const areNamed = zoneIds.every(([zone]) => new RegExp(`^${settings.region}-\\d+$`).test(zone));
    const zone = zoneIds.find(([, id]) => Number(id) === redis?.zoneId)?.[0];
    return {
      answers: {
        'vpc.dns-servers': dns,
        'vpc.multicast': vpc?.EnableMulticast ?? null,
        'subnet.reserved-addresses': kept,
        [`zones.${settings.region}`]: Object.fromEntries(zoneIds),
      },
      verdicts: [
        verdict('vpc-defaults', {
          holds: dns.join() === dnsServers.join() && vpc?.EnableMulticast === true,
          found: `DNS servers ${dns.join(', ') || 'none'}, multicast ${vpc?.EnableMulticast ? 'on' : 'off'}`,
        }),
        verdict('reserved-addresses', {
          holds: kept === reserved,
          found: `a /${prefix} has ${total} addresses, ${kept} fewer than its size`,
        }),
        redis === undefined
          ? verdict('function-reserves-addresses', {
              holds: used > 0,
              found: `${used} addresses are in use, without Redis`,
            })
          : verdict('function-reserves-addresses', {
              holds: used > 1,
              found: `${used} addresses are in use, one of them by Redis`,
            }),
        ...redisVerdicts(redis, subnet?.Zone, zone),
        verdict('regions-and-zones', {
          holds: areNamed && zoneIds.some(([one]) => one === settings.network.zone),
          found: zoneIds.map(([one, id]) => `${one} (${id})`).join(', '),
        }),
      ],
    };
  },
};

interface FoundRedis {
  readonly name: string;
  readonly zoneId: number | undefined;
}

async function findRedis({ config, deployed, settings: { codeStore } }: Target): Promise<FoundRedis | undefined> {
  if (codeStore === 'memory') return undefined;
  const reply = await new RedisClient(config).DescribeInstances({ Limit: 100, SearchKey: codeStore.instanceName });
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
  const found = `Redis is in ${zone ?? `the zone ${redis.zoneId}`}, its subnet in ${subnetZone}`;
  return [
    zone === subnetZone ? confirmed('redis-zone-of-subnet', found) : refuted('redis-zone-of-subnet', found),
    redis.name.includes(' ')
      ? confirmed('redis-name', `there is an instance with a space in its name, "${redis.name}"`)
      : notReached('redis-name', `the name "${redis.name}" has no space; the environment demo has one`),
  ];
}
