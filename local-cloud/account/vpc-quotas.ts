import { CloudError } from './cloud-error';

/** The number of VPCs and of security groups that an account can have in a region. platform: network-quotas */
export const networkQuotas = { vpcs: 20, securityGroups: 50 };

/**
 * Refuses another resource if the region has as many as the account can have.
 *
 * @param kind in the plural, such as `VPCs`
 */
export function checkQuota(kind: string, existing: number, quota: number, region: string): void {
  if (existing < quota) return;
  throw new CloudError('LimitExceeded', `The account can have ${quota} ${kind} in ${region}, and has as many.`);
}
