/**
 * Reads required variables of the process environment.
 *
 * @param required name of each variable, with a description that completes the error `… is not set: `
 * @throws {Error} with the name and the description of each variable that is unset or empty
 */
export function readRequiredEnv<Name extends string>(
  env: NodeJS.ProcessEnv,
  required: Readonly<Record<Name, string>>,
): Readonly<Record<Name, string>> {
  const missing = Object.entries<string>(required).filter(([name]) => !env[name]);
  if (missing.length > 0) {
    throw new Error(missing.map(([name, description]) => `${name} is not set: ${description}.`).join('\n'));
  }
  return Object.fromEntries(Object.keys(required).map((name) => [name, env[name]])) as Record<Name, string>;
}
