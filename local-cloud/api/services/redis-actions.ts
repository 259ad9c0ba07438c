import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/redis/v20180412/redis_models';
import { z } from 'zod';
import type { RedisService } from '../../account/redis';
import type { RedisRecord } from '../../account/redis-instance';
import { type RedisParameter, redisParameters } from '../../account/redis-parameters';
import { clusterTypes } from '../../account/redis-rules';
import { zoneId } from '../../account/region';
import { type ApiService, action } from '../action';
import { pageOf } from '../page';
import { redisAccountActions } from './redis-account-actions';
import { redisWindowActions } from './redis-maintenance-window-actions';
import { nodeChange, nodeModels, nodeSet, redisZoneActions, replicaZonesOf } from './redis-node-set';
import { readZone, redisSalesActions } from './redis-sales-actions';

const text = z.string();
const number = z.int();

/** The API's numbers of the states. platform: redis-status-numbers */
const statuses = { processing: 1, online: 2, isolated: -2 };

/**
 * The shortest time, in milliseconds, for which an instance is `processing` after `UpgradeInstance`.
 *
 * The real Terraform provider polls `DescribeInstances` until the instance has left the online state and returned to it. If
 * it never sees the instance leave, it fails after an hour (`CheckRedisUpdateOk` in
 * tencentcloud/services/crs/service_tencentcloud_redis.go). The first poll follows the reply at once and the second one half
 * a second later (`RetryContext` in terraform-plugin-sdk's helper/retry/wait.go), so half a second is long enough for the
 * provider to see the change begin, and adds no further poll. platform: redis-resize-seen
 */
const leastResizeMs = 500;

/** TencentDB for Redis. */
export function redisApi(redis: RedisService): ApiService {
  return {
    version: '2018-04-12',
    actions: {
      ...redisSalesActions(redis),
      ...redisAccountActions(redis),

      CreateInstances: action<Models.CreateInstancesRequest, Models.CreateInstancesResponse>({
        parameters: {
          TypeId: number,
          MemSize: number,
          GoodsNum: z.literal(1),
          Period: number,
          BillingMode: z.literal([0, 1]),
          ZoneId: number.optional(),
          ZoneName: text.optional(),
          Password: text.optional(),
          VpcId: text.optional(),
          SubnetId: text.optional(),
          SecurityGroupIdList: z.array(text).optional(),
          VPort: number.optional(),
          RedisShardNum: number.optional(),
          RedisReplicasNum: number.optional(),
          InstanceName: text.optional(),
          NodeSet: nodeSet.optional(),
        },
        ignored: ['ProjectId', 'AutoRenew', 'ReplicasReadonly', 'TemplateId', 'ProductVersion', 'AlarmPolicyList'],
        answer: (wanted, { region }) => {
          const { instanceId } = redis.create({
            region,
            zone: readZone(wanted, region),
            name: wanted.InstanceName ?? '',
            typeId: wanted.TypeId,
            memSize: wanted.MemSize,
            shards: wanted.RedisShardNum ?? 1,
            replicas: wanted.RedisReplicasNum ?? 1,
            replicaZones: replicaZonesOf(wanted.NodeSet, region),
            password: wanted.Password ?? '',
            vpcId: wanted.VpcId ?? '',
            subnetId: wanted.SubnetId ?? '',
            securityGroups: wanted.SecurityGroupIdList ?? [],
            port: wanted.VPort ?? 6379,
            billingMode: wanted.BillingMode === 1 ? 'PREPAID' : 'POSTPAID',
            tags: {},
          });
          return { DealId: '1', InstanceIds: [instanceId] };
        },
      }),

      DescribeInstances: action<Models.DescribeInstancesRequest, Models.DescribeInstancesResponse>({
        parameters: {
          InstanceId: text.optional(),
          SearchKey: text.optional(),
          Limit: number.optional(),
          Offset: number.optional(),
        },
        ignored: ['ProjectIds', 'OrderBy', 'OrderType'],
        answer: ({ InstanceId, SearchKey = '', ...page }) => {
          const found = redis
            .instances()
            .filter(({ instanceId }) => (InstanceId ?? instanceId) === instanceId)
            .filter(({ instanceId, name }) => [instanceId, name].some((one) => one.includes(SearchKey)));
          return { TotalCount: found.length, InstanceSet: pageOf(found, page).map(instanceModel) };
        },
      }),

      DescribeInstanceSecurityGroup: action<
        Models.DescribeInstanceSecurityGroupRequest,
        Models.DescribeInstanceSecurityGroupResponse
      >({
        parameters: { InstanceIds: z.array(text) },
        answer: ({ InstanceIds }) => ({
          InstanceSecurityGroupsDetail: InstanceIds.map((InstanceId) => ({
            InstanceId,
            SecurityGroupDetails: redis.instance(InstanceId).securityGroups.map((SecurityGroupId) => ({
              ProjectId: 0,
              CreateTime: '',
              SecurityGroupId,
              SecurityGroupName: '',
              SecurityGroupRemark: '',
              InboundRule: [],
              OutboundRule: [],
            })),
          })),
        }),
      }),

      ModifyDBInstanceSecurityGroups: action<
        Models.ModifyDBInstanceSecurityGroupsRequest,
        Models.ModifyDBInstanceSecurityGroupsResponse
      >({
        parameters: { Product: z.literal('redis'), SecurityGroupIds: z.array(text), InstanceId: text },
        answer: ({ SecurityGroupIds, InstanceId }) => {
          redis.change(InstanceId, { securityGroups: SecurityGroupIds });
          return {};
        },
      }),

      ModifyInstance: action<Models.ModifyInstanceRequest, Models.ModifyInstanceResponse>({
        parameters: {
          Operation: z.literal('rename'),
          InstanceIds: z.array(text).optional(),
          InstanceNames: z.array(text).optional(),
          InstanceId: text.optional(),
          InstanceName: text.optional(),
        },
        ignored: ['ProjectId', 'AutoRenews'],
        answer: ({ InstanceId, InstanceName, InstanceIds = [], InstanceNames = [] }) => {
          if (InstanceId !== undefined) redis.change(InstanceId, { name: InstanceName ?? '' });
          for (const [index, id] of InstanceIds.entries()) redis.change(id, { name: InstanceNames[index] ?? '' });
          return {};
        },
      }),

      UpgradeInstance: action<Models.UpgradeInstanceRequest, Models.UpgradeInstanceResponse>({
        parameters: {
          InstanceId: text,
          MemSize: number,
          RedisShardNum: number.optional(),
          RedisReplicasNum: number.optional(),
          NodeSet: nodeSet.optional(),
        },
        ignored: ['SwitchOption'],
        answer: ({ InstanceId, MemSize, RedisShardNum, RedisReplicasNum, NodeSet }, { region }) => {
          const size = {
            memSize: MemSize,
            ...(RedisShardNum !== undefined && { shards: RedisShardNum }),
            ...(RedisReplicasNum !== undefined && { replicas: RedisReplicasNum }),
          };
          redis.resize(InstanceId, size, { leastMs: leastResizeMs, nodes: nodeChange(NodeSet, region) });
          return { DealId: '1' };
        },
      }),

      ...redisZoneActions(redis, leastResizeMs),
      ...redisWindowActions(redis),

      UpgradeInstanceVersion: action<Models.UpgradeInstanceVersionRequest, Models.UpgradeInstanceVersionResponse>({
        // 1 switches in the maintenance window, 2 at once. platform: redis-upgrade-switch
        parameters: {
          InstanceId: text,
          TargetInstanceType: z.string().regex(/^\d+$/),
          SwitchOption: z.literal([1, 2]),
        },
        answer: ({ InstanceId, TargetInstanceType, SwitchOption }) => {
          const when = SwitchOption === 1 ? 'in-maintenance' : 'at-once';
          redis.upgrade(InstanceId, Number(TargetInstanceType), when);
          return { DealId: '1' };
        },
      }),

      ResetPassword: action<Models.ResetPasswordRequest, Models.ResetPasswordResponse>({
        parameters: { InstanceId: text, Password: text.optional(), NoAuth: z.literal(false).optional() },
        ignored: ['EncryptPassword'],
        answer: async ({ InstanceId, Password = '' }) => {
          await redis.resetPassword(InstanceId, Password);
          return { TaskId: redis.endedTask(InstanceId) };
        },
      }),

      DescribeTaskInfo: action<Models.DescribeTaskInfoRequest, Models.DescribeTaskInfoResponse>({
        parameters: { TaskId: number },
        answer: ({ TaskId }) => {
          const { instanceId, status } = redis.task(TaskId);
          return { Status: status, StartTime: '', TaskType: '', InstanceId: instanceId, TaskMessage: '' };
        },
      }),

      DescribeInstanceParams: action<Models.DescribeInstanceParamsRequest, Models.DescribeInstanceParamsResponse>({
        parameters: { InstanceId: text },
        answer: ({ InstanceId }) => {
          const current = redis.parameters(InstanceId);
          const isChanging = redis.instance(InstanceId).state === 'processing';
          return {
            TotalCount: redisParameters.length,
            InstanceEnumParam: redisParameters.map((one) =>
              parameterModel(one, current[one.name] ?? one.byDefault, isChanging),
            ),
            InstanceIntegerParam: [],
            InstanceTextParam: [],
            InstanceMultiParam: [],
          };
        },
      }),

      ModifyInstanceParams: action<Models.ModifyInstanceParamsRequest, Models.ModifyInstanceParamsResponse>({
        parameters: {
          InstanceId: text,
          InstanceParams: z.array(z.strictObject({ Key: text, Value: text })).min(1),
        },
        answer: ({ InstanceId, InstanceParams }) => {
          const changes = Object.fromEntries(InstanceParams.map(({ Key, Value }) => [Key, Value]));
          return { Changed: true, TaskId: redis.changeParameters(InstanceId, changes) };
        },
      }),

      DestroyPostpaidInstance: action<Models.DestroyPostpaidInstanceRequest, Models.DestroyPostpaidInstanceResponse>({
        parameters: { InstanceId: text },
        answer: ({ InstanceId }) => {
          redis.isolate(InstanceId);
          return { TaskId: redis.endedTask(InstanceId) };
        },
      }),

      CleanUpInstance: action<Models.CleanUpInstanceRequest, Models.CleanUpInstanceResponse>({
        parameters: { InstanceId: text },
        answer: async ({ InstanceId }) => {
          await redis.cleanUp(InstanceId);
          return { TaskId: redis.endedTask(InstanceId) };
        },
      }),
    },
  };
}

function instanceModel(record: RedisRecord): Models.InstanceSet {
  return {
    InstanceName: record.name,
    InstanceId: record.instanceId,
    Appid: 0,
    ProjectId: 0,
    RegionId: 1,
    ZoneId: zoneId(record.region, record.zone) ?? 0,
    VpcId: 0,
    SubnetId: 0,
    UniqVpcId: record.vpcId,
    UniqSubnetId: record.subnetId,
    Status: statuses[record.state],
    WanIp: record.address,
    Port: record.port,
    Createtime: record.createTime,
    Size: record.memSize * record.shards,
    SizeUsed: 0,
    Type: record.typeId,
    AutoRenewFlag: 0,
    DeadlineTime: '0000-00-00 00:00:00',
    Engine: 'Redis',
    ProductType: clusterTypes.includes(record.typeId) ? 'cluster' : 'standalone',
    BillingMode: record.billingMode === 'PREPAID' ? 1 : 0,
    InstanceTags: Object.entries(record.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    RedisShardSize: record.memSize,
    RedisShardNum: record.shards,
    RedisReplicasNum: record.replicas,
    NoAuth: false,
    SlaveReadWeight: 0,
    NodeSet: nodeModels(record),
    ProductVersion: 'local',
    RedisClusterId: '',
    DedicatedClusterId: '',
    WanAddress: '',
  };
}

function parameterModel(
  { name, byDefault, values }: RedisParameter,
  current: string,
  isChanging: boolean,
): Models.InstanceEnumParam {
  return {
    ParamName: name,
    ValueType: 'Enum',
    NeedRestart: 'false',
    DefaultValue: byDefault,
    CurrentValue: current,
    Tips: '',
    EnumValue: [...values],
    Status: isChanging ? 1 : 2,
  };
}
