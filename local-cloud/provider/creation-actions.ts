import type { CalledAction } from '../api/access';

/** The action of the API with which the real provider creates a resource, by the resource's type. */
export const creationActions: Readonly<Record<string, CalledAction>> = {
  tencentcloud_vpc: { service: 'vpc', action: 'CreateVpc' },
  tencentcloud_subnet: { service: 'vpc', action: 'CreateSubnet' },
  tencentcloud_security_group: { service: 'vpc', action: 'CreateSecurityGroup' },
  tencentcloud_security_group_rule_set: { service: 'vpc', action: 'ModifySecurityGroupPolicies' },
  tencentcloud_redis_instance: { service: 'redis', action: 'CreateInstances' },
  tencentcloud_redis_maintenance_window: { service: 'redis', action: 'ModifyMaintenanceWindow' },
  tencentcloud_redis_account: { service: 'redis', action: 'CreateInstanceAccount' },
  tencentcloud_redis_param: { service: 'redis', action: 'ModifyInstanceParams' },
  tencentcloud_cam_role: { service: 'cam', action: 'CreateRole' },
  tencentcloud_cam_policy: { service: 'cam', action: 'CreatePolicy' },
  tencentcloud_cam_role_policy_attachment_by_name: { service: 'cam', action: 'AttachRolePolicy' },
  tencentcloud_scf_function: { service: 'scf', action: 'CreateFunction' },
  tencentcloud_scf_trigger: { service: 'scf', action: 'CreateTrigger' },
  tencentcloud_scf_reserved_concurrency_config: { service: 'scf', action: 'PutReservedConcurrencyConfig' },
  tencentcloud_api_gateway_service: { service: 'apigateway', action: 'CreateService' },
  tencentcloud_api_gateway_api: { service: 'apigateway', action: 'CreateApi' },
  tencentcloud_api_gateway_service_release: { service: 'apigateway', action: 'ReleaseService' },
  tencentcloud_cls_logset: { service: 'cls', action: 'CreateLogset' },
  tencentcloud_cls_topic: { service: 'cls', action: 'CreateTopic' },
  tencentcloud_cls_index: { service: 'cls', action: 'CreateIndex' },
  tencentcloud_cls_alarm: { service: 'cls', action: 'CreateAlarm' },
  tencentcloud_cls_alarm_notice: { service: 'cls', action: 'CreateAlarmNotice' },
  tencentcloud_sms_template: { service: 'sms', action: 'AddSmsTemplate' },
};
