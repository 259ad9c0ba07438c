import type { TerraformEnd } from '../../../../infra/operations/run-terraform';
import type { StackSession } from '../../../../infra/operations/stack/stack-session';
import type { EnvironmentSettings } from '../../../../infra/settings/environment-schema';
import { stackNameOf } from '../../../../infra/settings/stack-name';

/**
 * A session whose Terraform does nothing, with all changes approved.
 *
 * @param ends how each Terraform command ends, by its name. @default - it succeeds
 * @param commands receives the names of the commands that were run
 */
export function stackSession(
  settings: EnvironmentSettings,
  ends: Readonly<Record<string, TerraformEnd>> = {},
  commands: string[] = [],
): StackSession {
  return {
    settings,
    stack: {
      name: stackNameOf(settings.name),
      folder: '.',
      variables: [],
      resources: [],
      stateInCos: false,
      stateLocation: 'state',
    },
    options: { approved: true, outputFolder: 'cdktf.out', init: [], plan: [], apply: [] },
    env: {},
    terraform: async (command = '') => {
      commands.push(command);
      return ends[command] ?? { code: 0, interrupted: 'no' };
    },
  };
}
