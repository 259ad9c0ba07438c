import { join } from 'node:path';
import { isTerraformInstalled, terraformProgram } from '../../../infra/operations/terraform-program';
import provider from '../../../infra/provider-tencentcloud/provider.json';
import { canDeploy, type TestCloudOptions } from '../../support/deployed-environment';
import { folderWithProviders } from '../../support/terraform';

/** A program and a provider that deploy environments. */
export interface Engine {
  readonly name: string;
  readonly isFound: boolean;
  readonly options: TestCloudOptions;
}

/** Terraform, or OpenTofu if only that is installed, with the local cloud's own provider: the fastest one. */
export const ownEngine: Engine = {
  name: `${terraformProgram} with the local cloud’s provider`,
  isFound: canDeploy,
  options: {},
};

/** The other engines. Remove the folder with the registry's provider, if there is one, after the tests. */
export function otherEngines(): { readonly engines: readonly Engine[]; readonly folder: string | undefined } {
  const program = terraformProgram === 'tofu' ? 'terraform' : 'tofu';
  const { source, version } = provider;
  const folder = canDeploy ? folderWithProviders({ tencentcloud: { source, version } }) : undefined;
  const registryProviders = join(folder ?? '', '.terraform', 'providers');
  const engines = [
    {
      name: `${program} with the local cloud’s provider, if it is installed`,
      isFound: canDeploy && isTerraformInstalled(program),
      options: { program },
    },
    {
      name: `${terraformProgram} with the registry’s provider, if it is found`,
      isFound: folder !== undefined,
      options: { registryProviders },
    },
  ];
  return { engines, folder };
}
