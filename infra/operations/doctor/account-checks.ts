import { checkAlarmReceivers } from './account/alarm-receivers';
import { checkApiGateway } from './account/api-gateway';
import { checkCaller } from './account/caller';
import { checkLogRole, checkLogService } from './account/log-service';
import { checkFunctionQuota, checkSecurityGroupQuota, checkVpcQuota } from './account/quotas';
import { checkRedisOffer } from './account/redis-offer';
import { checkRedisZone } from './account/redis-zone';
import { checkRights } from './account/rights';
import { checkSmsPackage } from './account/sms-package';
import { checkSmsSign } from './account/sms-sign';
import { checkSmsTemplate } from './account/sms-template';
import type { AccountCheck } from './finding';

/** A check with its name, for when it could not be made. */
export interface NamedCheck {
  readonly name: string;
  readonly check: AccountCheck;
}

/** The checks of the account, in the order in which their findings are told. The first one tells whether any other can be made. */
export const accountChecks: readonly NamedCheck[] = [
  { name: 'API keys', check: checkCaller },
  { name: 'Rights', check: checkRights },
  { name: 'Log service', check: checkLogService },
  { name: 'Log role', check: checkLogRole },
  { name: 'Alarm receivers', check: checkAlarmReceivers },
  { name: 'SMS signature', check: checkSmsSign },
  { name: 'SMS template', check: checkSmsTemplate },
  { name: 'SMS package', check: checkSmsPackage },
  { name: 'Redis zone', check: checkRedisZone },
  { name: 'Redis offer', check: checkRedisOffer },
  { name: 'Quota of VPCs', check: checkVpcQuota },
  { name: 'Quota of security groups', check: checkSecurityGroupQuota },
  { name: 'Quota of functions', check: checkFunctionQuota },
  { name: 'API Gateway', check: checkApiGateway },
];
