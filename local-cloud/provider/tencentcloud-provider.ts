import schema from '@cdktf/provider-tencentcloud/schema.json';
import type { Account } from '../account/account';
import { checkRegion } from '../account/region';
import behaviour from './behaviour.json';
import type { Behaviour, Diagnostic, ProviderDefinition, ResourceType, Schema, Values } from './provider-definition';
import { apiGatewayResources } from './resources/api-gateway-resources';
import { text } from './resources/attribute';
import { camResources } from './resources/cam-resources';
import { clsAlarmResources, clsLogResources } from './resources/cls-resources';
import { redisResources } from './resources/redis-resources';
import { type FindFile, scfResources, triggerResources } from './resources/scf-resources';
import { securityGroupResources } from './resources/security-group-resources';
import { smsResources } from './resources/sms-resources';
import { vpcResources } from './resources/vpc-resources';

const address = 'registry.terraform.io/tencentcloudstack/tencentcloud';

/** The schema has the form that the type says; its literal type is too deep for the compiler to see it. */
const published = schema.provider_schemas[address] as unknown as ProviderDefinition['schema'] & {
  readonly provider: Schema;
};

/** The provider in front of an account: it translates Terraform's resources, and knows no rules of its own. */
export function createTencentcloudProvider(account: Account, appId: string, findFile: FindFile): ProviderDefinition {
  let region = 'ap-guangzhou';
  const regionOf = () => region;
  const resources: Readonly<Record<string, ResourceType>> = {
    ...vpcResources(account.vpc, regionOf),
    ...securityGroupResources(account.securityGroups),
    ...redisResources(account.redis, regionOf),
    ...camResources(account.cam, appId),
    ...scfResources(account.scf, regionOf, findFile),
    ...triggerResources(account.scf, account.triggers),
    ...apiGatewayResources(account.gateway),
    ...smsResources(account.sms),
    ...clsLogResources(account.cls),
    ...clsAlarmResources(account.cls),
  };

  /** All Terraform programs share this provider; the region is that of the last one to begin. */
  async function configure(config: Values): Promise<readonly Diagnostic[]> {
    const { secretId, secretKey } = account.credentials.owner;
    const wanted = text(config, 'region', process.env.TENCENTCLOUD_REGION ?? region);
    try {
      checkRegion(wanted);
    } catch (error) {
      return [{ severity: 'error', summary: (error as Error).message, path: ['region'] }];
    }
    if (text(config, 'secret_id', secretId) !== secretId || text(config, 'secret_key', secretKey) !== secretKey) {
      return [{ severity: 'error', summary: 'The keys are not those of the account.', path: ['secret_id'] }];
    }
    region = wanted;
    return [];
  }

  const userInfo = { id: appId, app_id: appId, uin: appId, owner_uin: appId, name: 'local' };
  return {
    address,
    schema: published,
    behaviour: behaviour as Readonly<Record<string, Behaviour>>,
    configure,
    resources: Object.fromEntries(
      Object.entries(resources).map(([type, resource]) => [type, saved(resource, account)]),
    ),
    dataSources: { tencentcloud_user_info: { read: async () => userInfo } },
  };
}

/** What was done is kept, whether it went well or not. */
function saved(resource: ResourceType, { save }: Account): ResourceType {
  const keeping =
    <Arguments extends readonly unknown[], Result>(work: (...given: Arguments) => Promise<Result>) =>
    (...given: Arguments) =>
      work(...given).finally(save);
  return {
    ...resource,
    create: keeping(resource.create),
    ...(resource.update && { update: keeping(resource.update) }),
    delete: keeping(resource.delete),
  };
}
