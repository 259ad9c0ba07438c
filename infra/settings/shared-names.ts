import type { EnvironmentSettings } from './environment-schema';

/** Names that have to be different in every environment of an account. */
const accountNames: Readonly<Record<string, (settings: EnvironmentSettings) => string | undefined>> = {
  name: ({ name }) => name,
  'function.name': (settings) => settings.function.name,
  'codeStore.instanceName': ({ codeStore }) => (codeStore === 'memory' ? undefined : codeStore.instanceName),
  'smsContent.templateName': ({ smsContent }) => smsContent?.templateName,
};

/**
 * Makes sure that no two environments would take each other's resources.
 *
 * @throws {Error} naming the field, the name and the environments that share it
 */
export function refuseSharedNames(environments: readonly EnvironmentSettings[]): void {
  for (const [field, nameOf] of Object.entries(accountNames)) {
    const owners = new Map<string, string>();
    for (const settings of environments) {
      const name = nameOf(settings);
      if (name === undefined) continue;
      const owner = owners.get(name);
      if (owner !== undefined) {
        throw new Error(
          `The environments "${owner}" and "${settings.name}" share a name (infra/settings/environments.ts):\n` +
            `  ${field}: found ${JSON.stringify(name)} twice; allowed: a name of its own in each environment`,
        );
      }
      owners.set(name, settings.name);
    }
  }
}
