import type { RedisStoreSettings } from '../../../infra/settings/infrastructure-schema';
import { redisVersions } from '../../../infra/settings/redis-edition';
import { endsOf } from './schema-settings';

/** The smallest and oldest Redis. */
export const redis: RedisStoreSettings = {
  instanceName: 'redis',
  version: redisVersions[0],
  architecture: 'standard',
  memoryMb: endsOf('codeStore.memoryMb').min,
  replicas: endsOf('codeStore.replicas').min,
};

// Types of resources, to say what a plan replaces and removes.
/** A Redis instance, with what is replaced together with it. */
export const replacedRedis = ['redis_instance', 'redis_param'];
/** What is replaced when any of the network's addresses or its zone change. The function moves. */
export const replacedNetwork = ['vpc', 'subnet'];
/** A function that is replaced, with its Function URL. */
export const replacedFunction = ['scf_function', 'scf_trigger'];
/** What only an environment with Redis has. */
export const ofRedis = [...replacedRedis, 'security_group', 'security_group_rule_set', 'random_password'];
export const ofMonitoring = [
  'cls_logset',
  'cls_topic',
  'cls_index',
  'cls_alarm',
  'cls_alarm_notice',
  'monitor_alarm_notice',
  'monitor_alarm_policy',
  'monitor_policy_binding_object',
];
export const ofApiGateway = ['api_gateway_service', 'api_gateway_api', 'api_gateway_service_release'];
/** What belongs to a policy of an environment's own. */
export const ofPolicy = ['cam_policy', 'cam_role_policy_attachment_by_name'];

/** Names of domains, with the records that they need on a Function URL. */
export const domainRecords = {
  'sms.example.com': '1300000000.ap-guangzhou.tencentscf.com',
  'codes.example.com': '1300000000.ap-guangzhou.tencentscf.com',
};
