import type { EnvironmentSettings } from './environment-schema';
import type { OwnNetworkSettings, RedisStoreSettings } from './infrastructure-schema';

type NetworkSettings = EnvironmentSettings['network'];
type CodeStoreSettings = EnvironmentSettings['codeStore'];

/**
 * The account that each Redis instance has from the beginning: no environment can have one of this name. platform: redis-default-account
 */
export const defaultRedisAccount = 'root';

/** Whether an environment has a VPC and a subnet of its own. */
export const isOwnNetwork = (network: NetworkSettings): network is OwnNetworkSettings =>
  !('existing' in network) && !('environment' in network);

/** Whether an environment has a Redis instance of its own. */
export const isOwnRedis = (codeStore: CodeStoreSettings): codeStore is RedisStoreSettings =>
  codeStore !== 'memory' && !('existing' in codeStore) && !('environment' in codeStore);

/** The name of the environment whose network or Redis an environment uses, or `undefined` if it uses none. */
export function sharedEnvironmentOf({ network, codeStore }: EnvironmentSettings): string | undefined {
  if ('environment' in network) return network.environment;
  return codeStore !== 'memory' && 'environment' in codeStore ? codeStore.environment : undefined;
}

/**
 * Checks that environments use the network and Redis only of environments that have their own.
 *
 * @throws {Error} with the setting, what was found, and what is allowed
 */
export function refuseWrongSharing(environments: readonly EnvironmentSettings[]): void {
  for (const settings of environments) {
    for (const [field, isOwn] of Object.entries(ownParts)) {
      const shared = Object(settings[field as keyof typeof ownParts]).environment;
      if (shared === undefined) continue;
      const allowed = environments
        .filter((one) => one.region === settings.region && isOwn(one))
        .map(({ name }) => name);
      if (allowed.includes(shared)) continue;
      throw new Error(
        `The environment "${settings.name}" has wrong settings (infra/settings/own-presets.ts):\n` +
          `  ${field}.environment: found ${JSON.stringify(shared)}; allowed: an environment in ${settings.region} that has ` +
          `its own: ${allowed.join(', ') || 'none'}`,
      );
    }
  }
}

const ownParts = {
  network: ({ network }: EnvironmentSettings) => isOwnNetwork(network),
  codeStore: ({ codeStore }: EnvironmentSettings) => isOwnRedis(codeStore),
} as const;
