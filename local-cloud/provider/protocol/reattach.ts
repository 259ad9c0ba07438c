import type { RunningProvider } from '../provider-definition';

/**
 * Hosts of the registries in which Terraform and OpenTofu look for a provider whose source names no host. Each takes the other's
 * address for another provider.
 *
 * platform: opentofu-registry-host
 */
const registryHosts = ['registry.terraform.io', 'registry.opentofu.org'] as const;

/** Returns the value of `TF_REATTACH_PROVIDERS` with which Terraform and OpenTofu use providers that are already running. */
export function reattachProviders(...providers: readonly RunningProvider[]): string {
  const entries = providers.flatMap(({ address, reattach }) => {
    const name = address.slice(address.indexOf('/'));
    return registryHosts.map((host) => [`${host}${name}`, reattach] as const);
  });
  return JSON.stringify(Object.fromEntries(entries));
}
