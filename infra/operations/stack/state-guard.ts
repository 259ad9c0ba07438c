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
      `Set region to ${state.region} and network.zone to one of its zones in infra/settings/environments.ts. To move it, destroy it there first.`,
  );
}
