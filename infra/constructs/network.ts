import { SecurityGroup } from '@cdktf/provider-tencentcloud/lib/security-group';
import { SecurityGroupRuleSet } from '@cdktf/provider-tencentcloud/lib/security-group-rule-set';
import { Subnet } from '@cdktf/provider-tencentcloud/lib/subnet';
import { Vpc } from '@cdktf/provider-tencentcloud/lib/vpc';
import { DataResource } from 'cdktf';
import { Construct } from 'constructs';
import type { NetworkSettings } from '../settings/environment-schema';
import { replacementTrigger } from '../terraform/resource-address';

export interface NetworkProps {
  readonly settings: NetworkSettings;
  /** Port of Redis, which only the subnet can reach. @default - there is no Redis and no security group */
  readonly redisPort?: number;
}

/**
 * VPC and subnet, step 3 of the document. Other addresses or another zone replace both: the new ones are created first, so that
 * the function can move to them and keeps its address. A subnet alone cannot be created first, since it would overlap the old
 * one. platform: cidr-forces-replacement, subnet-in-vpc, terraform-lifecycle
 */
export class Network extends Construct {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly zone: string;
  /** For `replace_triggered_by` of what cannot move to another subnet. platform: network-moves-replace */
  readonly replacementTrigger: string;
  /** IDs of the security groups for Redis. */
  readonly redisSecurityGroups: readonly string[];

  constructor(scope: Construct, id: string, { settings, redisPort }: NetworkProps) {
    super(scope, id);
    const { vpcName, vpcCidr, subnetName, subnetCidr, zone } = settings;
    const record = new DataResource(this, 'record', { triggersReplace: { subnetCidr, zone } });
    const createBeforeDestroy = true;
    const vpc = new Vpc(this, 'vpc', {
      name: vpcName,
      cidrBlock: vpcCidr,
      lifecycle: { createBeforeDestroy, replaceTriggeredBy: [replacementTrigger(record)] },
    });
    const subnet = new Subnet(this, 'subnet', {
      name: subnetName,
      vpcId: vpc.id,
      cidrBlock: subnetCidr,
      availabilityZone: zone,
      lifecycle: { createBeforeDestroy },
    });
    this.vpcId = vpc.id;
    this.subnetId = subnet.id;
    this.zone = zone;
    this.replacementTrigger = replacementTrigger(subnet);
    this.redisSecurityGroups = redisPort === undefined ? [] : [this.addSecurityGroup(settings, redisPort)];
  }

  /**
   * Creates a security group that allows only the subnet: the platform drops packets that no rule accepts.
   * platform: security-group-closed
   */
  private addSecurityGroup({ subnetName, subnetCidr }: NetworkSettings, port: number): string {
    const group = new SecurityGroup(this, 'redis-security-group', { name: `${subnetName} to Redis` });
    new SecurityGroupRuleSet(this, 'redis-security-group-rules', {
      securityGroupId: group.id,
      ingress: [{ action: 'ACCEPT', protocol: 'TCP', port: String(port), cidrBlock: subnetCidr }],
    });
    return group.id;
  }
}
