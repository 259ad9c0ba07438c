import { isOwnNetwork } from '../../settings/shared-infrastructure';
import type { StackSession } from './stack-session';
import type { StackState } from './terraform-state';

/**
 * Refuses to work with the state of another environment, or in another region than that of the state. Terraform would turn the
 * other environment into this one. In another region, it would look for everything, find nothing, and forget it without deleting
 * it. When it destroys, it does not evaluate the stack's own conditions.
 *
 * platform: destroy-skips-conditions
 *
 * @throws {Error} with what the state and the settings say, and what to do
 */
export function refuseOtherState({ settings, stack }: StackSession, state: StackState): void {
  if (state.environment !== undefined && state.environment !== settings.name) {
    throw new Error(
      `The state of ${stack.name} holds the environment ${state.environment}, by the tags of its resources. ` +
        `Put the state of ${settings.name} in its place, or run the command with ENVIRONMENT=${state.environment}.`,
    );
  }
  if (state.region === undefined || state.region === settings.region) return;
  throw new Error(
    `${stack.name} is in ${state.region} according to its state, and in ${settings.region} according to its settings. ` +
      `Set region to ${state.region} and network.zone to one of its zones in infra/settings/own-presets.ts. To move it, destroy it there first.`,
  );
}

/**
 * Refuses to move an environment that version 0.1 deployed out of its own network: Terraform would delete its Redis, and then try to
 * delete the subnet while the function is still in it.
 *
 * @throws {Error} with what to do
 */
export function refuseLeavingNetwork({ settings, stack }: StackSession, state: StackState): void {
  if (isOwnNetwork(settings.network) || !state.deletesNetworkFirst) return;
  throw new Error(
    `${stack.name} has a network of its own, as version 0.1 deployed it, and has to leave it, according to its settings. Terraform would try to ` +
      `delete the subnet while the function is still in it, and fail. Nothing was changed. Destroy it, with make destroy ENVIRONMENT=${settings.name}, ` +
      'and deploy it again. To keep its address, deploy it once with a network of its own: network and codeStore in ' +
      'infra/settings/own-presets.ts, for previews previewsShare. After that, it can leave it.',
  );
}
