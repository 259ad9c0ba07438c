/**
 * Reads environment variables that have to be there.
 *
 * @param wanted what each of them is
 * @throws {Error} naming each that is missing, and what it is
 */
export function readNeeded<Name extends string>(
  env: NodeJS.ProcessEnv,
  wanted: Readonly<Record<Name, string>>,
): Readonly<Record<Name, string>> {
  const missing = Object.entries<string>(wanted).filter(([name]) => !env[name]);
  if (missing.length > 0) {
    throw new Error(missing.map(([name, meaning]) => `${name} is not set: ${meaning}.`).join('\n'));
  }
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, env[name]])) as Record<Name, string>;
}
