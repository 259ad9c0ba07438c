import type { TerraformResource } from 'cdktf';

/** A resource as Terraform names it where an expression is not allowed, such as in `replace_triggered_by`. */
export function resourceAddress(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
