import type { EnvironmentSettings } from './environment-schema';

/** The platform's limit for the names and values of all variables of a function together, in bytes. platform: variables-limit */
export const variablesLimit = 4096;
/** What the stack's own variables need at most, without `CORS_ORIGINS`: names, generated secrets, and values of the account. */
export const stackVariablesSize = 1600;

/** Returns the size of the variables that an environment's settings add to those of the stack, in bytes. */
export function settingsVariablesSize({ corsOrigins, function: { variables = {} } }: EnvironmentSettings): number {
  const all = { ...variables, ...(corsOrigins.length > 0 && { CORS_ORIGINS: corsOrigins.join(',') }) };
  return Buffer.byteLength(Object.entries(all).flat().join(''));
}
