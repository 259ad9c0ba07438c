import schema from '@cdktf/provider-tencentcloud/schema.json';
import type { Account } from '../account/account';
import { checkRegion } from '../account/region';
import { checkAccess } from '../api/access';
import behaviour from './behaviour.json';
import { creationActions } from './creation-actions';
import type { Behaviour, Diagnostic, ProviderDefinition, ResourceType, Schema, Values } from './provider-definition';
import { apiGatewayResources } from './resources/api-gateway-resources';
import { text } from './resources/attribute';
import { camResources } from './resources/cam-resources';
import { clsAlarmResources, clsLogResources } from './resources/cls-resources';
import { dataSources } from './resources/data-sources';
import { gatewayDomainResources, scfDomainResources } from './resources/domain-resources';
import { monitorResources } from './resources/monitor-resources';
import { redisAccountResources } from './resources/redis-account-resources';
import { redisMaintenanceWindowResources } from './resources/redis-maintenance-window-resources';
import { redisParamResources } from './resources/redis-param-resources';
import { redisResources } from './resources/redis-resources';
import { type FindFile, scfResources, triggerResources } from './resources/scf-resources';
import { securityGroupResources } from './resources/security-group-resources';
import { smsResources } from './resources/sms-resources';
import { vpcResources } from './resources/vpc-resources';
import { zonesByProduct } from './resources/zones';

const address = 'registry.terraform.io/tencentcloudstack/tencentcloud';

/** The type of the JSON file is too deep for the compiler to compare it with the schema's type. */
const published = schema.provider_schemas[address] as unknown as ProviderDefinition['schema'] & {
  readonly provider: Schema;
};

/** The provider of an account. It maps Terraform's attributes to the account's services, which enforce the rules. */
export function createTencentcloudProvider(account: Account, findFile: FindFile): ProviderDefinition {
  let region = 'ap-guangzhou';
  const regionOf = () => region;
  const resources: Readonly<Record<string, ResourceType>> = {
    ...vpcResources(account.vpc, regionOf),
    ...securityGroupResources(account.securityGroups, regionOf),
    ...redisResources(account.redis, regionOf),
    ...redisParamResources(account.redis),
    ...redisAccountResources(account.redis),
    ...redisMaintenanceWindowResources(account.redis),
    ...camResources(account.cam),
    ...scfResources(account.scf, regionOf, findFile),
    ...triggerResources(account.scf, account.triggers),
    ...scfDomainResources(account.scfDomains, regionOf),
    ...apiGatewayResources(account.gateway),
    ...gatewayDomainResources(account.gatewayDomains, regionOf),
    ...smsResources(account.sms),
    ...clsLogResources(account.cls),
    ...clsAlarmResources(account.cls),
    ...monitorResources(account.monitor, regionOf),
  };

  /** All Terraform processes share this provider. The region is that of the process that was configured last. */
  async function configure(config: Values): Promise<readonly Diagnostic[]> {
    const printed = account.credentials.printed();
    const { secretId, secretKey } = printed;
    const wanted = text(config, 'region', process.env.TENCENTCLOUD_REGION ?? region);
    try {
      checkRegion(wanted);
    } catch (error) {
      return [{ severity: 'error', summary: (error as Error).message, path: ['region'] }];
    }
    if (text(config, 'secret_id', secretId) !== secretId || text(config, 'secret_key', secretKey) !== secretKey) {
      return [
        {
          severity: 'error',
          summary: 'secret_id and secret_key are not the credentials of the account.',
          path: ['secret_id'],
        },
      ];
    }
    if (!account.credentials.isValid(printed)) {
      const summary = 'secret_id and secret_key are disabled, or have expired.';
      return [{ severity: 'error', summary, path: ['secret_id'] }];
    }
    region = wanted;
    return [];
  }

  const { appId } = account;
  const uin = String(account.ownerUin);
  const userInfo = { id: appId, app_id: appId, uin, owner_uin: uin, name: 'local' };
  return {
    address,
    schema: published,
    behaviour: behaviour as Readonly<Record<string, Behaviour>>,
    configure,
    resources: Object.fromEntries(
      Object.entries(resources).map(([type, resource]) => [
        type,
        withAccess(type, withSaving(resource, account), account),
      ]),
    ),
    dataSources: {
      tencentcloud_user_info: { read: async () => userInfo },
      ...dataSources(account.vpc, account.redis, regionOf),
      tencentcloud_zones: zonesByProduct(regionOf),
    },
  };
}

/** Refuses to create what the API would refuse to those who have the printed keys. */
function withAccess(type: string, resource: ResourceType, account: Account): ResourceType {
  const called = creationActions[type];
  if (called === undefined) throw new Error(`No action of the API is known that creates a ${type}.`);
  return {
    ...resource,
    async create(...args) {
      checkAccess(account, account.credentials.printed(), called);
      return resource.create(...args);
    },
  };
}

/** Saves the account when a change begins, as it goes on even if this process is killed, and when it ends, successful or not. */
function withSaving(resource: ResourceType, { save }: Account): ResourceType {
  const saving =
    <Arguments extends readonly unknown[], Result>(operation: (...args: Arguments) => Promise<Result>) =>
    (...args: Arguments) => {
      const result = operation(...args);
      save();
      return result.finally(save);
    };
  return {
    ...resource,
    create: saving(resource.create),
    ...(resource.update && { update: saving(resource.update) }),
    delete: saving(resource.delete),
  };
}
