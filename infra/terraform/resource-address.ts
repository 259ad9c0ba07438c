import { TerraformDataSource, type TerraformResource } from 'cdktf';

/** Address of a resource or a data source, for arguments that take no expression, such as `replace_triggered_by`. platform: terraform-lifecycle */
export function resourceAddress(resource: TerraformResource | TerraformDataSource): string {
  const address = `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
  return TerraformDataSource.isTerraformDataSource(resource) ? `data.${address}` : address;
}

/**
 * Address of a resource's ID, which changes only when the resource is replaced. Use it in `replace_triggered_by` of resources
 * that have to be replaced together with this one.
 */
export function replacementTrigger(resource: TerraformResource): string {
  return `${resourceAddress(resource)}.id`;
}
