import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client as ApiGatewayClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_client';
import type { InstanceSet } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_models';
import { Client as ScfClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import type { AccountPart } from '../account-parts/account-part';
import { listFunctionDomains } from '../account-parts/function-domains';
import { type Price, redisPrice } from '../redis-price';
import { redisAccountType, type SurveyedEnvironment, surveyAccount } from './survey';

/** An environment, as the account tells it. */
export interface DeployedEnvironment {
  readonly name: string;
  readonly region: string;
  /** When its function or its Redis instance was created, whichever is older. @default - it has neither */
  readonly createdAt: Date | undefined;
  /** When its function was last changed. @default - it has no function: its deployment was interrupted, or is under way */
  readonly deployedAt: Date | undefined;
  /** The commit of its function. @default - the function has no tag `commit` */
  readonly commit: string | undefined;
  /** Its address, with a trailing slash. @default - it has no HTTP trigger */
  readonly url: string | undefined;
  readonly parts: readonly AccountPart[];
  /** What its Redis instance costs in an hour. @default - it has no instance of its own, or the API does not tell the price */
  readonly redisPrice: Price | undefined;
  /** The environment whose Redis instance it uses. @default - none */
  readonly redisOf: string | undefined;
}

/**
 * Lists the environments of an account, by name.
 *
 * @param configOf how to call the API in a region
 * @throws if the API refuses a call
 */
export async function listDeployedEnvironments(
  configOf: (region: string) => ClientConfig,
): Promise<readonly DeployedEnvironment[]> {
  const surveyed = await surveyAccount(configOf);
  const described = await Promise.all(
    surveyed.map(async (one) => ({
      ...(await describe(configOf(one.region), one)),
      redisOf: redisOwnerOf(one, surveyed),
    })),
  );
  return described.sort((one, other) => one.name.localeCompare(other.name) || one.region.localeCompare(other.region));
}

async function describe(config: ClientConfig, { name, region, parts, functionName, redis }: SurveyedEnvironment) {
  const deployed = functionName === undefined ? undefined : await readFunction(config, functionName);
  const [url, price] = await Promise.all([
    deployed?.url ?? readGatewayUrl(config, parts),
    redis === undefined ? undefined : readPrice(config, redis),
  ]);
  const created = [deployed?.createdAt, timeOf(redis?.Createtime)].filter((time) => time !== undefined);
  const createdAt = created.sort((one, other) => one.getTime() - other.getTime())[0];
  return {
    name,
    region,
    parts,
    createdAt,
    deployedAt: deployed?.deployedAt,
    commit: deployed?.commit,
    url,
    redisPrice: price,
  };
}

/** What a function tells, without its variables, which are secrets. */
async function readFunction(config: ClientConfig, name: string) {
  const client = new ScfClient(config);
  const request = { FunctionName: name, Namespace: 'default' };
  const [{ AddTime, ModTime, Tags = [] }, { Triggers = [] }] = await Promise.all([
    client.GetFunction(request),
    client.ListTriggers(request),
  ]);
  const [url] = Triggers.flatMap(({ TriggerDesc: text = '' }) => readFunctionUrl(text) ?? []);
  const domain = url === undefined ? undefined : await findFunctionDomain(config, name);
  const commit = Tags.find(({ Key }) => Key === 'commit')?.Value;
  return {
    createdAt: timeOf(AddTime),
    deployedAt: timeOf(ModTime),
    commit,
    url: domain === undefined ? url && `${url}/` : `https://${domain}/`,
  };
}

/** The domain of a function. */
async function findFunctionDomain(config: ClientConfig, functionName: string): Promise<string | undefined> {
  const domains = await listFunctionDomains(config);
  return domains.find(({ functionIds }) => functionIds.includes(`default+${functionName}`))?.name;
}

/** The address in the description of a trigger, if it is a Function URL. platform: function-url-address */
function readFunctionUrl(text: string): string | undefined {
  try {
    return JSON.parse(text).NetConfig?.ExtranetUrl;
  } catch {
    return undefined;
  }
}

/** platform: api-gateway-address */
async function readGatewayUrl(config: ClientConfig, parts: readonly AccountPart[]): Promise<string | undefined> {
  const service = parts.find(({ type }) => type === 'tencentcloud_api_gateway_service');
  if (service === undefined) return undefined;
  const client = new ApiGatewayClient(config);
  const [{ OuterSubDomain: host }, { Result: domains }] = await Promise.all([
    client.DescribeService({ ServiceId: service.id }),
    client.DescribeServiceSubDomains({ ServiceId: service.id, Limit: 1 }),
  ]);
  const [domain] = domains?.DomainSet ?? [];
  if (domain !== undefined) return `https://${domain.DomainName}/`;
  return host ? `https://${host}/release/` : undefined;
}

async function readPrice(config: ClientConfig, redis: InstanceSet): Promise<Price | undefined> {
  const price = await redisPrice(config, {
    typeId: redis.Type ?? 0,
    memoryMb: redis.RedisShardSize ?? 0,
    shards: redis.RedisShardNum ?? 1,
    replicas: redis.RedisReplicasNum ?? 1,
    zone: redis.ZoneId ?? 0,
  });
  return typeof price === 'string' ? undefined : price;
}

/** The environment whose Redis instance another one uses, which has an account there. */
function redisOwnerOf({ parts }: SurveyedEnvironment, all: readonly SurveyedEnvironment[]): string | undefined {
  const account = parts.find(({ type }) => type === redisAccountType);
  return all.find(({ redis }) => redis !== undefined && redis.InstanceId === account?.id.split('#')[0])?.name;
}

/** A time of the API, such as `2026-01-02 03:04:05`. platform: api-times-in-beijing */
function timeOf(text: string | undefined): Date | undefined {
  const time = new Date(`${text?.replace(' ', 'T')}+08:00`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
