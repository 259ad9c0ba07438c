import { checkAlarmReceivers } from './account/alarm-receivers';
import { checkApiGateway } from './account/api-gateway';
import { checkCaller } from './account/caller';
import { checkDomainCertificate } from './account/domain-certificate';
import { checkDomainRecord } from './account/domain-record';
import { checkDomainRegistration } from './account/domain-registration';
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
  /** What it has to know besides the settings: values of variables, or what the deployment creates. @default - nothing */
  readonly needs?: 'variables' | 'plan';
}

/** Name of the check of the keys, and of its findings. */
export const keysCheck = 'API keys';

/** The checks of the account, in the order in which their findings are told. The first one tells whether any other can be made. */
export const accountChecks: readonly NamedCheck[] = [
  { name: keysCheck, check: checkCaller },
  { name: 'Rights', check: checkRights, needs: 'plan' },
  { name: 'Log service', check: checkLogService },
  { name: 'Log role', check: checkLogRole },
  { name: 'Alarm receivers', check: checkAlarmReceivers, needs: 'variables' },
  { name: 'SMS signature', check: checkSmsSign, needs: 'variables' },
  { name: 'SMS template', check: checkSmsTemplate, needs: 'variables' },
  { name: 'SMS package', check: checkSmsPackage, needs: 'variables' },
  { name: 'Redis zone', check: checkRedisZone, needs: 'plan' },
  { name: 'Redis offer', check: checkRedisOffer, needs: 'plan' },
  { name: 'Quota of VPCs', check: checkVpcQuota, needs: 'plan' },
  { name: 'Quota of security groups', check: checkSecurityGroupQuota, needs: 'plan' },
  { name: 'Quota of functions', check: checkFunctionQuota, needs: 'plan' },
  { name: 'API Gateway', check: checkApiGateway },
  { name: 'Domain certificate', check: checkDomainCertificate },
  { name: 'Domain registration', check: checkDomainRegistration },
  { name: 'Domain record', check: checkDomainRecord },
];
