import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client as ApiGatewayClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_client';
import { Client as CamClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_client';
import { Client as ClsClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_client';
import { Client as MonitorClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/monitor/v20180724/monitor_client';
import { Client as RedisClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_client';
import { Client as ScfClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import { Client as VpcClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_client';
import type { ListedResource } from './listed-resource';
import { listRedisAccounts } from './redis-accounts';

/** A type of resources that can be found by their names. */
export interface NamedType {
  /** The attribute of the synthesized resource that is its name. */
  readonly attribute: string;
  /** Lists resources, among them those with the name: most filters also match parts of names. platform: name-filters */
  readonly list: (config: ClientConfig, name: string) => Promise<readonly ListedResource[]>;
  /** Whether only those are listed whose parent is the project's, so that the name tells the environment. @default false */
  readonly isOfProject?: true;
}

/** The largest page that all of the APIs allow. Networks send and expect it as text. */
const limit = 100;
const byName = (filter: string, name: string) => ({
  Limit: String(limit),
  Filters: [{ Name: filter, Values: [name] }],
});
const byKey = (filter: string, name: string) => ({ Limit: limit, Filters: [{ Key: filter, Values: [name] }] });

/** States of a Redis instance that was returned: in the recycle bin, and on its way out of it. platform: redis-status-numbers */
const redisStatus = { isolated: -2, toBeDeleted: -3 };

/** How to find a resource of each type by its name. */
export const namedTypes: Readonly<Record<string, NamedType>> = {
  tencentcloud_vpc: {
    attribute: 'name',
    list: async (config, name) =>
      ((await new VpcClient(config).DescribeVpcs(byName('vpc-name', name))).VpcSet ?? []).map((one) => [
        one.VpcId,
        one.VpcName,
      ]),
  },
  tencentcloud_subnet: {
    attribute: 'name',
    list: async (config, name) =>
      ((await new VpcClient(config).DescribeSubnets(byName('subnet-name', name))).SubnetSet ?? []).map((one) => [
        one.SubnetId,
        one.SubnetName,
      ]),
  },
  tencentcloud_security_group: {
    attribute: 'name',
    async list(config, name) {
      const reply = await new VpcClient(config).DescribeSecurityGroups(byName('security-group-name', name));
      return (reply.SecurityGroupSet ?? []).map((one) => [one.SecurityGroupId, one.SecurityGroupName]);
    },
  },
  tencentcloud_redis_instance: {
    attribute: 'name',
    async list(config, name) {
      const reply = await new RedisClient(config).DescribeInstances({ Limit: limit, SearchKey: name });
      return (reply.InstanceSet ?? [])
        .filter(({ Status }) => Status !== redisStatus.toBeDeleted)
        .map((one) => [
          one.InstanceId,
          one.InstanceName,
          one.Status === redisStatus.isolated ? { isInRecycleBin: true } : {},
        ]);
    },
  },
  tencentcloud_redis_account: { attribute: 'account_name', list: listRedisAccounts, isOfProject: true },
  tencentcloud_scf_function: {
    attribute: 'name',
    async list(config, name) {
      const request = { Limit: limit, Namespace: 'default', SearchKey: name };
      const reply = await new ScfClient(config).ListFunctions(request);
      return (reply.Functions ?? []).map(({ FunctionName, FunctionId: functionId }) => [
        `default+${FunctionName}`,
        FunctionName,
        functionId === undefined ? {} : { functionId },
      ]);
    },
  },
  tencentcloud_api_gateway_service: {
    attribute: 'service_name',
    async list(config, name) {
      const request = { Limit: limit, Filters: [{ Name: 'ServiceName', Values: [name] }] };
      const { Result: result } = await new ApiGatewayClient(config).DescribeServicesStatus(request);
      return (result?.ServiceSet ?? []).map((one) => [one.ServiceId, one.ServiceName]);
    },
  },
  tencentcloud_cam_role: {
    attribute: 'name',
    async list(config, name) {
      const { RoleInfo: role } = await new CamClient(config).GetRole({ RoleName: name }).catch((error) => {
        if (error.code === 'InvalidParameter.RoleNotExist') return { RoleInfo: undefined };
        throw error;
      });
      return role === undefined ? [] : [[role.RoleId, role.RoleName]];
    },
  },
  tencentcloud_cam_policy: {
    attribute: 'name',
    async list(config, name) {
      const reply = await new CamClient(config).ListPolicies({ Rp: limit, Scope: 'Local', Keyword: name });
      return (reply.List ?? []).map((one) => [one.PolicyId, one.PolicyName]);
    },
  },
  tencentcloud_cls_logset: {
    attribute: 'logset_name',
    list: async (config, name) =>
      ((await new ClsClient(config).DescribeLogsets(byKey('logsetName', name))).Logsets ?? []).map((one) => [
        one.LogsetId,
        one.LogsetName,
      ]),
  },
  tencentcloud_cls_topic: {
    attribute: 'topic_name',
    list: async (config, name) =>
      ((await new ClsClient(config).DescribeTopics(byKey('topicName', name))).Topics ?? []).map((one) => [
        one.TopicId,
        one.TopicName,
      ]),
  },
  tencentcloud_cls_alarm: {
    attribute: 'name',
    list: async (config, name) =>
      ((await new ClsClient(config).DescribeAlarms(byKey('name', name))).Alarms ?? []).map((one) => [
        one.AlarmId,
        one.Name,
      ]),
  },
  tencentcloud_cls_alarm_notice: {
    attribute: 'name',
    list: async (config, name) =>
      ((await new ClsClient(config).DescribeAlarmNotices(byKey('name', name))).AlarmNotices ?? []).map((one) => [
        one.AlarmNoticeId,
        one.Name,
      ]),
  },
  // platform: monitor-names
  tencentcloud_monitor_alarm_policy: {
    attribute: 'policy_name',
    async list(config, name) {
      const request = { Module: 'monitor', PageNumber: 1, PageSize: limit, PolicyName: name };
      const { Policies: policies } = await new MonitorClient(config).DescribeAlarmPolicies(request);
      return (policies ?? []).map((one) => [one.PolicyId, one.PolicyName]);
    },
  },
  tencentcloud_monitor_alarm_notice: {
    attribute: 'name',
    async list(config, name) {
      const request = { Module: 'monitor', PageNumber: 1, PageSize: limit, Order: 'ASC', Name: name };
      const { Notices: notices } = await new MonitorClient(config).DescribeAlarmNotices(request);
      return (notices ?? []).map((one) => [one.Id, one.Name]);
    },
  },
};
