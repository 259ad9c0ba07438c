import type { AccountContext } from './account-context';

export type DnsService = ReturnType<typeof createDnsService>;

/** The DNS of everybody's domains: their CNAME records, and which domains are registered in the Chinese mainland. */
export function createDnsService({ storage }: Pick<AccountContext, 'storage'>) {
  const records = storage.collection<string>('dns-records');
  const unregistered = storage.collection<true>('unregistered-domains');

  return {
    /** The host at which a domain's CNAME record points; `undefined` if it has none. */
    target: (domain: string) => records.get(domain),

    /** Sets the CNAME record of a domain. */
    point(domain: string, target: string): void {
      records.set(domain, target);
    },

    removeRecord(domain: string): void {
      records.delete(domain);
    },

    /** All domains are registered, unless somebody has their registration revoked. */
    isRegistered: (domain: string) => !unregistered.has(domain),

    revokeRegistration(domain: string): void {
      unregistered.set(domain, true);
    },
  };
}
