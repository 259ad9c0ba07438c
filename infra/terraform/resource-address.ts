import type { TerraformResource } from 'cdktf';

/** A resource as Terraform names it where an expression is not allowed, such as in `replace_triggered_by`. */
export function resourceAddress(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/**
 * What changes when a resource is made anew, and at no other time: for `replace_triggered_by` of what does not outlive it.
 */
export function replacementOf(resource: TerraformResource): string {
  return `${resourceAddress(resource)}.id`;
}
