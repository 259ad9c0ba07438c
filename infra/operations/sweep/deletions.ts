import { Client as CamClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_client';
import { Client as ClsClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_client';
import { Client as VpcClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_client';
import { call, type Deletion } from './deletion';
import { apiGatewayService } from './deletions/api-gateway-service';
import { camRole } from './deletions/cam-role';
import { redisInstance } from './deletions/redis';
import { redisAccount } from './deletions/redis-account';
import { scfFunction } from './deletions/scf-function';
import { deleteNotice, deletePolicy } from './watching-policies';

/**
 * How to delete the parts of each type. A type that is not listed here is not deleted, and stops a sweep before it deletes anything.
 * The order is that of `inDeletionOrder`. A network may be in use for some time after what was in it is gone.
 */
export const deletions: Readonly<Record<string, Deletion>> = {
  tencentcloud_monitor_alarm_notice: call(deleteNotice),
  tencentcloud_monitor_alarm_policy: call(deletePolicy),
  tencentcloud_api_gateway_service: apiGatewayService,
  tencentcloud_scf_function: scfFunction,
  tencentcloud_cls_alarm: call((config, AlarmId) => new ClsClient(config).DeleteAlarm({ AlarmId })),
  tencentcloud_cls_alarm_notice: call((config, AlarmNoticeId) =>
    new ClsClient(config).DeleteAlarmNotice({ AlarmNoticeId }),
  ),
  tencentcloud_cls_topic: call((config, TopicId) => new ClsClient(config).DeleteTopic({ TopicId })),
  tencentcloud_cls_logset: call((config, LogsetId) => new ClsClient(config).DeleteLogset({ LogsetId })),
  tencentcloud_redis_account: redisAccount,
  tencentcloud_redis_instance: redisInstance,
  tencentcloud_security_group: call((config, SecurityGroupId) =>
    new VpcClient(config).DeleteSecurityGroup({ SecurityGroupId }),
  ),
  tencentcloud_subnet: call((config, SubnetId) => new VpcClient(config).DeleteSubnet({ SubnetId })),
  tencentcloud_vpc: call((config, VpcId) => new VpcClient(config).DeleteVpc({ VpcId })),
  tencentcloud_cam_role: camRole,
  tencentcloud_cam_policy: call((config, id) => new CamClient(config).DeletePolicy({ PolicyId: [Number(id)] })),
};
