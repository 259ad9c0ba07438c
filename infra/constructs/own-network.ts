import { Subnet } from '@cdktf/provider-tencentcloud/lib/subnet';
import { Vpc } from '@cdktf/provider-tencentcloud/lib/vpc';
import { Construct } from 'constructs';
import type { OwnNetworkSettings } from '../settings/infrastructure-schema';
import { replacementTrigger } from '../terraform/resource-address';
import type { Network } from './network';
import { StateRecord } from './state-record';

/**
 * VPC and subnet, step 3 of the document. Other addresses or another zone replace both: the new ones are created first, so that
 * the function can move to them and keeps its address. A subnet alone cannot be created first, since it would overlap the old
 * one. platform: cidr-forces-replacement, subnet-in-vpc, terraform-lifecycle
 */
export class OwnNetwork extends Construct implements Network {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly subnetCidr: string;
  readonly zone: string;
  readonly replacementTrigger: string;

  constructor(scope: Construct, id: string, settings: OwnNetworkSettings) {
    super(scope, id);
    const { vpcName, vpcCidr, subnetName, subnetCidr, zone } = settings;
    const record = new StateRecord(this, 'record', { triggersReplace: { subnetCidr, zone } });
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
    this.subnetCidr = subnetCidr;
    this.zone = zone;
    this.replacementTrigger = replacementTrigger(subnet);
  }
}
