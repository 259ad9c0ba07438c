import type { Construct } from 'constructs';
import { StateRecord } from './state-record';

/**
 * Records the region in which an environment is created, as `terraform_data.region`. Every later plan with another region is
 * refused: Terraform would look for the resources there, find none, and leave the existing ones to themselves. All other
 * resources depend on the record (`aspects/region-first.ts`), so that none is read in the wrong region.
 * platform: postcondition-at-plan
 */
export function recordRegion(scope: Construct, region: string): StateRecord {
  return new StateRecord(scope, 'region', {
    input: region,
    lifecycle: {
      ignoreChanges: ['input'],
      postcondition: [
        {
          condition: `\${self.input == "${region}"}`,
          errorMessage:
            `region: found ${region}, but the environment is deployed in \${self.input}; allowed: \${self.input}. To move it, ` +
            `add a second environment in ${region}, or destroy this one with its former region, and deploy it again.`,
        },
      ],
    },
  });
}
