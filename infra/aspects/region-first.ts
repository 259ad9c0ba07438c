import { type IAspect, TerraformResource } from 'cdktf';
import type { StateRecord } from '../constructs/state-record';
import { resourceAddress } from '../terraform/resource-address';

/** Makes every resource of the cloud depend on the record of the region, so that nothing is read in another region. */
export function regionFirst(record: StateRecord): IAspect {
  return {
    visit(node) {
      if (!TerraformResource.isTerraformResource(node) || !node.terraformResourceType.startsWith('tencentcloud_'))
        return;
      node.dependsOn = [...(node.dependsOn ?? []), resourceAddress(record)];
    },
  };
}
