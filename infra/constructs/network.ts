/** The VPC and the subnet of the function and of Redis. */
export interface Network {
  readonly vpcId: string;
  readonly subnetId: string;
  /** Addresses of the subnet. */
  readonly subnetCidr: string;
  /** Availability zone of the subnet. */
  readonly zone: string;
  /** For `replace_triggered_by` of what cannot move to another subnet. platform: network-moves-replace */
  readonly replacementTrigger: string;
}
