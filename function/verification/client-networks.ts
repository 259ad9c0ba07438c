import ipaddr from 'ipaddr.js';

/** The networks by which a client's address is counted. */
export interface Network {
  /** The IPv4 address, or the /64 network of the IPv6 address, which one client controls. */
  readonly network: string;
  /** The /48 network of the IPv6 address, which one customer of a provider may control. @default - the address counts as IPv4 */
  readonly site?: string;
}

/**
 * Returns the networks of an address. An IPv6 address that contains an IPv4 address, which is the client's, counts as that one:
 * IPv4-mapped, 6to4 (RFC 3056, 2002::/16) and NAT64 (RFC 6052, 64:ff9b::/96) addresses.
 *
 * @param ip a valid IP address
 */
export function networkOf(ip: string): Network {
  const address = ipaddr.process(ip);
  if (!('parts' in address)) return { network: address.toString() };
  const { parts } = address;
  const range = address.range();
  if (range === '6to4') return { network: ipv4Of(parts[1], parts[2]) };
  if (range === 'rfc6052') return { network: ipv4Of(parts[6], parts[7]) };
  const prefix = (length: number) =>
    `${parts
      .slice(0, length / 16)
      .map((part) => part.toString(16))
      .join(':')}::/${length}`;
  return { network: prefix(64), site: prefix(48) };
}

/** The IPv4 address in two parts of an IPv6 address. */
function ipv4Of(high = 0, low = 0): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
