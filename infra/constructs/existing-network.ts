import { DataTencentcloudVpcSubnets } from '@cdktf/provider-tencentcloud/lib/data-tencentcloud-vpc-subnets';
import { TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import { environmentTags } from '../settings/environment-tags';
import type { ExistingNetworkSettings, OwnNetworkSettings } from '../settings/infrastructure-schema';
import { replacementTrigger, resourceAddress } from '../terraform/resource-address';
import type { Network } from './network';
import { attributeOfFound, notDeployed } from './shared-environment';
import { StateRecord } from './state-record';

/** What to look for: the IDs of a VPC and a subnet, or the subnet of an environment, by its name and its tags. */
type NetworkLookup = ExistingNetworkSettings | { readonly environment: string; readonly settings: OwnNetworkSettings };

export interface ExistingNetworkProps {
  readonly lookup: NetworkLookup;
  /** Region of the environment. */
  readonly region: string;
}

/** A VPC and a subnet that belong to somebody else. They are looked up in each plan, and never changed. platform: subnets-data-source */
export class ExistingNetwork extends Construct implements Network {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly subnetCidr: string;
  readonly zone: string;
  readonly replacementTrigger: string;

  constructor(scope: Construct, id: string, { lookup, region }: ExistingNetworkProps) {
    super(scope, id);
    const found = new DataTencentcloudVpcSubnets(this, 'subnets', query(lookup));
    found.lifecycle = { postcondition: [...conditions(lookup, region)] };
    const subnet = new TerraformLocal(this, 'subnet', `\${one(${resourceAddress(found)}.instance_list)}`);
    const attribute = (name: string) => attributeOfFound(subnet, name);
    this.vpcId = attribute('vpc_id');
    this.subnetId = attribute('subnet_id');
    this.subnetCidr = attribute('cidr_block');
    this.zone = attribute('availability_zone');
    const record = new StateRecord(this, 'record', {
      triggersReplace: { subnetId: this.subnetId },
      // Like that of an own network. Otherwise Terraform finds a cycle when the function leaves one for this. platform: terraform-lifecycle
      lifecycle: { createBeforeDestroy: true },
    });
    this.replacementTrigger = replacementTrigger(record);
  }
}

function query(lookup: NetworkLookup) {
  if ('existing' in lookup) return { subnetId: lookup.existing.subnetId };
  return { name: lookup.settings.subnetName, tags: { ...environmentTags(lookup.environment) } };
}

function* conditions(lookup: NetworkLookup, region: string) {
  if ('environment' in lookup) {
    const { environment, settings } = lookup;
    yield {
      condition: '${length(self.instance_list) == 1}',
      errorMessage: notDeployed(environment, 'network', `subnets named ${JSON.stringify(settings.subnetName)}`),
    };
    return;
  }
  const { vpcId, subnetId } = lookup.existing;
  const setting = 'network.existing';
  yield {
    condition: '${length(self.instance_list) == 1}',
    errorMessage: `${setting}.subnetId: found ${subnetId}, which does not exist in ${region}; allowed: the ID of a subnet of the account in this region.`,
  };
  yield {
    condition: `\${alltrue([for one in self.instance_list : one.vpc_id == "${vpcId}"])}`,
    errorMessage:
      `${setting}.vpcId: found ${vpcId}, but the subnet ${subnetId} is in \${join(", ", self.instance_list[*].vpc_id)}; ` +
      'allowed: the VPC of the subnet.',
  };
}
