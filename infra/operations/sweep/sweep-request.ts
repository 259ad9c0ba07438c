import type { StackSession } from '../stack/stack-session';

/**
 * Reads from `SWEEP` whether `make destroy` also deletes what the state does not have.
 *
 * @throws {Error} if it is neither `1` nor unset, or if the environment may not be swept
 */
export function readSweepRequest(
  { settings, options }: Pick<StackSession, 'settings' | 'options'>,
  env: NodeJS.ProcessEnv,
) {
  if (!env.SWEEP) return false;
  if (env.SWEEP !== '1') throw new Error(`SWEEP: found "${env.SWEEP}"; allowed: 1, or unset.`);
  if (!settings.deletable) {
    throw new Error(
      `SWEEP=1: ${settings.name} is not deletable, as its settings in infra/settings/own-presets.ts say. Nothing was deleted.`,
    );
  }
  const partial = options.plan.find((option) => /^-(target|exclude)/.test(option));
  if (partial !== undefined) {
    throw new Error(
      `SWEEP=1 deletes the whole environment, and cannot be combined with ${partial}. Nothing was deleted.`,
    );
  }
  return true;
}
