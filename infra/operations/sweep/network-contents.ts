import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client as RedisClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_client';
import { Client as ScfClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import { Client as VpcClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_client';
import type { AccountPart } from '../account-parts/account-part';

/** The largest page that all of the APIs allow. */
const limit = 100;

/** Lists the subnets, the functions and the Redis instances in a VPC, whoever they belong to. @throws if the API refuses a call */
export async function listNetworkContents(config: ClientConfig, vpcId: string): Promise<AccountPart[]> {
  const found = await Promise.all([subnetsOf(config, vpcId), functionsOf(config, vpcId), redisOf(config, vpcId)]);
  return found.flat();
}

async function subnetsOf(config: ClientConfig, vpcId: string): Promise<AccountPart[]> {
  const client = new VpcClient(config);
  const subnets = await allPages(async (offset) => {
    const page = { Offset: String(offset), Limit: String(limit) };
    return (await client.DescribeSubnets({ ...page, Filters: [{ Name: 'vpc-id', Values: [vpcId] }] })).SubnetSet;
  });
  return subnets.map(({ SubnetId = '', SubnetName: name = '' }) => ({
    type: 'tencentcloud_subnet',
    id: SubnetId,
    name,
  }));
}

/** Those of the namespace `default`, in which all environments are. platform: functions-by-vpc */
async function functionsOf(config: ClientConfig, vpcId: string): Promise<AccountPart[]> {
  const client = new ScfClient(config);
  const functions = await allPages(async (offset) => {
    const page = { Namespace: 'default', Offset: offset, Limit: limit };
    return (await client.ListFunctions({ ...page, Filters: [{ Name: 'VpcId', Values: [vpcId] }] })).Functions;
  });
  return functions.map(({ FunctionName: name = '', FunctionId: functionId = '' }) => ({
    type: 'tencentcloud_scf_function',
    id: `default+${name}`,
    functionId,
    name,
  }));
}

async function redisOf(config: ClientConfig, vpcId: string): Promise<AccountPart[]> {
  const client = new RedisClient(config);
  const instances = await allPages(
    async (Offset) => (await client.DescribeInstances({ Offset, Limit: limit })).InstanceSet,
  );
  return instances.flatMap(({ InstanceId: id = '', InstanceName: name = '', UniqVpcId }) =>
    UniqVpcId === vpcId ? [{ type: 'tencentcloud_redis_instance', id, name }] : [],
  );
}

/** Reads page after page, until one is not full. */
async function allPages<Item>(read: (offset: number) => Promise<readonly Item[] | undefined>): Promise<Item[]> {
  const items: Item[] = [];
  for (;;) {
    const page = (await read(items.length)) ?? [];
    items.push(...page);
    if (page.length < limit) return items;
  }
}
