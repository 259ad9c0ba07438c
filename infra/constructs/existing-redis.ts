import { DataTencentcloudRedisInstances } from '@cdktf/provider-tencentcloud/lib/data-tencentcloud-redis-instances';
import { TerraformLocal, type TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { environmentTags } from '../settings/environment-tags';
import type { ExistingRedisSettings, RedisStoreSettings } from '../settings/infrastructure-schema';
import { redisTypeIds, redisVersions } from '../settings/redis-edition';
import { ruleOf } from '../terraform/account-variables';
import { resourceAddress } from '../terraform/resource-address';
import type { CodeStore } from './code-store';
import type { Network } from './network';
import { RedisAccount } from './redis-account';
import { attributeOfFound, notDeployed } from './shared-environment';

/** What to look for: the ID of an instance, or the instance of an environment, by its name and its tags. */
type RedisLookup = ExistingRedisSettings | { readonly environment: string; readonly settings: RedisStoreSettings };

export interface ExistingRedisProps {
  readonly lookup: RedisLookup;
  readonly network: Network;
  /** Name of the environment that uses the instance: its keys begin with it. */
  readonly user: string;
  /** The variable with the password of the instance. @default - the environment gets an account of its own */
  readonly password?: TerraformVariable;
}

/**
 * A Redis instance that belongs to somebody else. It is looked up in each plan, and never changed, but for the account with which an
 * environment uses the instance of another one. Other keys than those of the environment are never touched.
 * platform: redis-instances-data-source
 */
export class ExistingRedis extends Construct implements CodeStore {
  readonly host: string;
  readonly port: string;
  readonly password: string;
  readonly keyPrefix: string;

  constructor(scope: Construct, id: string, { lookup, network, user, password }: ExistingRedisProps) {
    super(scope, id);
    const found = new DataTencentcloudRedisInstances(this, 'instances', query(lookup));
    found.lifecycle = {
      ...(password && { precondition: [ruleOf('redis_password', password)] }),
      postcondition: [...conditions(lookup, network)],
    };
    const instance = new TerraformLocal(this, 'instance', `\${one(${matches(resourceAddress(found), lookup)})}`);
    const attribute = (name: string) => attributeOfFound(instance, name);
    this.host = attribute('ip');
    this.port = attribute('port');
    this.keyPrefix = `${user}:`;
    this.password =
      password?.stringValue ??
      new RedisAccount(this, 'account', { instanceId: attribute('redis_id'), name: user }).password;
  }
}

/** The search matches IDs and names, also parts of them. */
function query(lookup: RedisLookup) {
  if ('existing' in lookup) return { searchKey: lookup.existing.instanceId };
  return { searchKey: lookup.settings.instanceName, tags: { ...environmentTags(lookup.environment) } };
}

/** Expression for the instances among those found that are exactly what was looked for. */
function matches(source: string, lookup: RedisLookup): string {
  const condition =
    'existing' in lookup
      ? `one.redis_id == "${lookup.existing.instanceId}"`
      : `one.name == "${lookup.settings.instanceName}"`;
  return `[for one in ${source}.instance_list : one if ${condition}]`;
}

function* conditions(lookup: RedisLookup, network: Network) {
  const found = matches('self', lookup);
  const setting = 'existing' in lookup ? 'codeStore.existing.instanceId' : 'codeStore.environment';
  const what = 'existing' in lookup ? lookup.existing.instanceId : lookup.environment;
  yield {
    condition: `\${length(${found}) == 1}`,
    errorMessage:
      'existing' in lookup
        ? `${setting}: found ${what}, which does not exist in this region; allowed: the ID of a Redis instance of the account.`
        : notDeployed(
            lookup.environment,
            'codeStore',
            `Redis instances named ${JSON.stringify(lookup.settings.instanceName)}`,
          ),
  };
  const each = (attribute: string) => `\${join(", ", ${found}[*].${attribute})}`;
  const every = (condition: string) => `\${alltrue([for one in ${found} : ${condition}])}`;
  yield {
    condition: every(`one.vpc_id == ${network.vpcId}`),
    errorMessage: `${setting}: found ${what}, whose Redis instance is in ${each('vpc_id')}; allowed: one in the VPC of the function, ${network.vpcId}.`,
  };
  yield {
    condition: every('one.status == "online"'),
    errorMessage: `${setting}: found ${what}, whose Redis instance is ${each('status')}; allowed: one that is online. Wait until it is.`,
  };
  yield {
    condition: every(`contains([${redisTypeIds.join(', ')}], one.type_id)`),
    errorMessage: `${setting}: found ${what}, whose Redis instance has the type ${each('type_id')}; allowed: Redis ${redisVersions.join(', ')}.`,
  };
}
