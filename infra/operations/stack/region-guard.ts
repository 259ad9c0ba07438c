import type { StackSession } from './stack-session';
import type { StackState } from './terraform-state';

/**
 * Refuses to work in another region than that of the state. Terraform would look for everything there, find nothing, and forget it
 * without deleting it. When it destroys, it does not evaluate the stack's own conditions.
 *
 * platform: destroy-skips-conditions
 *
 * @throws {Error} with both regions and what to do
 */
export function refuseOtherRegion({ settings, stack }: StackSession, state: StackState): void {
  if (state.region === undefined || state.region === settings.region) return;
  throw new Error(
    `${stack.name} is in ${state.region} according to its state, and in ${settings.region} according to its settings. ` +
      `Set region and network.zone to ${state.region} in infra/settings/environments.ts. To move it, destroy it there first.`,
  );
}
