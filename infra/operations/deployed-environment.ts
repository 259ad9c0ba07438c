import type { EnvironmentSettings } from '../settings/environment-schema';
import { listEnvironments } from '../settings/environments';
import { readNeeded } from './read-env';

/**
 * Reads which environment is meant.
 *
 * @throws {Error} where none is named
 */
export function readEnvironmentName(env: NodeJS.ProcessEnv): string {
  const meaning = 'which environment? demo, dev, staging or prod, or a name of your own such as pr-42';
  return readNeeded(env, { ENVIRONMENT: meaning }).ENVIRONMENT;
}

/**
 * The settings of an environment.
 *
 * @throws {Error} where its name is malformed
 */
export function settingsOf(environment: string): EnvironmentSettings {
  const found = listEnvironments(environment).find(({ name }) => name === environment);
  if (found === undefined) throw new Error(`There is no environment ${environment}.`);
  return found;
}
