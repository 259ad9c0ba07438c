import type { Construct } from 'constructs';
import type { EnvironmentSettings } from '../settings/environment-schema';
import { isOwnNetwork, isOwnRedis } from '../settings/shared-infrastructure';
import { accountVariable } from '../terraform/account-variables';
import type { CodeStore } from './code-store';
import { ExistingNetwork } from './existing-network';
import { ExistingRedis } from './existing-redis';
import type { Network } from './network';
import { OwnNetwork } from './own-network';
import { Redis } from './redis';
import { addRedisSecurityGroup } from './redis-security-group';

const redisPort = 6379;

/** Creates the network of an environment, or looks it up. @param shared the environment that `network.environment` names */
export function addNetwork(stack: Construct, settings: EnvironmentSettings, shared?: EnvironmentSettings): Network {
  const { network, region } = settings;
  if (isOwnNetwork(network)) return new OwnNetwork(stack, 'network', network);
  if ('existing' in network) return new ExistingNetwork(stack, 'network', { lookup: network, region });
  if (shared === undefined || !isOwnNetwork(shared.network)) throw unknownEnvironment('network', network.environment);
  const lookup = { environment: shared.name, settings: shared.network };
  return new ExistingNetwork(stack, 'network', { lookup, region });
}

/**
 * Creates the Redis instance of an environment, or looks it up.
 *
 * @param shared the environment that `codeStore.environment` names
 * @returns `undefined` if codes are stored in memory
 */
export function addCodeStore(
  stack: Construct,
  settings: EnvironmentSettings,
  network: Network,
  shared?: EnvironmentSettings,
): CodeStore | undefined {
  const { codeStore, deletable, name: user } = settings;
  if (codeStore === 'memory') return undefined;
  if (isOwnRedis(codeStore)) {
    const name = isOwnNetwork(settings.network) ? settings.network.subnetName : codeStore.instanceName;
    // In the scope of the network, as the group was before it was chosen here.
    const scope = stack.node.findChild('network') as Construct;
    const group = addRedisSecurityGroup(scope, {
      name: `${name} to Redis`,
      subnetCidr: network.subnetCidr,
      port: redisPort,
    });
    const props = { settings: codeStore, network, securityGroups: [group], port: redisPort, deletable };
    return new Redis(stack, 'code-store', props);
  }
  if ('existing' in codeStore) {
    const password = accountVariable(stack, 'redis_password');
    return new ExistingRedis(stack, 'code-store', { lookup: codeStore, network, user, password });
  }
  if (shared === undefined || !isOwnRedis(shared.codeStore))
    throw unknownEnvironment('codeStore', codeStore.environment);
  const lookup = { environment: shared.name, settings: shared.codeStore };
  return new ExistingRedis(stack, 'code-store', { lookup, network, user });
}

/** Settings that were not checked by `listEnvironments`. */
function unknownEnvironment(setting: string, name: string): Error {
  return new Error(`${setting}.environment: found ${JSON.stringify(name)}, whose settings the stack did not get.`);
}
