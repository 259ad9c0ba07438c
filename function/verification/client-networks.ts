import ipaddr from 'ipaddr.js';

/** The networks by which a client's address is counted. */
export interface Network {
  /** The IPv4 address, or the /64 network of the IPv6 address, which one client controls. */
  readonly network: string;
  /** The /48 network of the IPv6 address, which one customer of a provider may control. @default - an IPv4 address has none */
  readonly site?: string;
}

/**
 * Returns the networks of an address.
 *
 * @param address an IP address in its canonical form
 */
export function networkOf(address: string): Network {
  const parsed = ipaddr.parse(address);
  if (!('parts' in parsed)) return { network: address };
  const prefix = (parts: number) =>
    `${new ipaddr.IPv6([...parsed.parts.slice(0, parts), ...Array(8 - parts).fill(0)])}/${parts * 16}`;
  return { network: prefix(4), site: prefix(3) };
}
