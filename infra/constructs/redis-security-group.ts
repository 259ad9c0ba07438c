import { SecurityGroup } from '@cdktf/provider-tencentcloud/lib/security-group';
import { SecurityGroupRuleSet } from '@cdktf/provider-tencentcloud/lib/security-group-rule-set';
import type { Construct } from 'constructs';

export interface RedisSecurityGroupProps {
  /** Name of the security group. */
  readonly name: string;
  /** Addresses of the subnet. */
  readonly subnetCidr: string;
  /** Port of Redis. */
  readonly port: number;
}

/**
 * Creates a security group that allows only the subnet to connect to Redis: the platform drops packets that no rule accepts.
 * platform: security-group-closed
 *
 * @returns the ID of the group
 */
export function addRedisSecurityGroup(scope: Construct, { name, subnetCidr, port }: RedisSecurityGroupProps): string {
  const group = new SecurityGroup(scope, 'redis-security-group', { name });
  new SecurityGroupRuleSet(scope, 'redis-security-group-rules', {
    securityGroupId: group.id,
    ingress: [{ action: 'ACCEPT', protocol: 'TCP', port: String(port), cidrBlock: subnetCidr }],
  });
  return group.id;
}
