import type { EnvironmentSettings } from '../settings/environment-schema';
import { listEnvironments, presetNames, refuseMisspeltPreset } from '../settings/environments';
import { readRequiredEnv } from './read-env';

/**
 * Reads the name of the environment from `ENVIRONMENT`.
 *
 * @throws {Error} if it is not set, or if it was probably meant to be the name of a preset
 */
export function readEnvironmentName(env: NodeJS.ProcessEnv): string {
  const description = 'set it to demo, dev, staging or prod, or to the name of a preview such as pr-42';
  const { ENVIRONMENT: name } = readRequiredEnv(env, { ENVIRONMENT: description });
  refuseMisspeltPreset(name, env);
  return name;
}

/** Says in a line that an environment is a preview, as one with a misspelt name is. @returns `undefined` for a preset */
export function describePreview(environment: string): string | undefined {
  return presetNames.includes(environment) ? undefined : `${environment}: a preview, since no preset has this name`;
}

/**
 * Returns the settings of a preset or a preview.
 *
 * @throws {Error} if the name is malformed
 */
export function findEnvironment(environment: string): EnvironmentSettings {
  const found = listEnvironments(environment).find(({ name }) => name === environment);
  if (found === undefined) throw new Error(`There is no environment ${environment}.`);
  return found;
}
