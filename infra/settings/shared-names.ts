import type { EnvironmentSettings } from './environment-schema';
import { isOwnRedis } from './shared-infrastructure';

/** Names that must be unique in an account, so every environment needs its own. */
const uniqueNames: Readonly<Record<string, (settings: EnvironmentSettings) => string | undefined>> = {
  name: ({ name }) => name,
  'function.name': (settings) => settings.function.name,
  'codeStore.instanceName': ({ codeStore }) => (isOwnRedis(codeStore) ? codeStore.instanceName : undefined),
  'domain.name': ({ domain }) => domain?.name,
  'smsContent.templateName': ({ smsContent }) => smsContent?.templateName,
  'smsContent.internationalTemplateName': ({ smsContent }) => smsContent?.internationalTemplateName,
};

/**
 * Checks that no two environments use the same name, because one would then change the resources of the other.
 *
 * @throws {Error} with the setting, the name and the two environments that use it
 */
export function refuseSharedNames(environments: readonly EnvironmentSettings[]): void {
  for (const [field, nameOf] of Object.entries(uniqueNames)) {
    const owners = new Map<string, string>();
    for (const settings of environments) {
      const name = nameOf(settings);
      if (name === undefined) continue;
      const owner = owners.get(name);
      if (owner !== undefined) {
        throw new Error(
          `The environments "${owner}" and "${settings.name}" share a name (infra/settings/own-presets.ts):\n` +
            `  ${field}: found ${JSON.stringify(name)} twice; allowed: a different name in each environment`,
        );
      }
      owners.set(name, settings.name);
    }
  }
}
