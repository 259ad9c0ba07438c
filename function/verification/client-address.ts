import { createHmac, type KeyObject } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { memoize } from '../memoize';

/**
 * Returns the key of the client address limit: an IPv4 address, or the /64 network of an IPv6 address, which one client
 * controls.
 *
 * @param address an IP address in its canonical form
 */
export function countedAddress(address: string): string {
  const parsed = ipaddr.parse(address);
  if (!('parts' in parsed)) return address;
  const network = new ipaddr.IPv6([...parsed.parts.slice(0, 4), 0, 0, 0, 0]);
  return `${network}/64`;
}

/**
 * Creates a function that returns a tag of a client's address for the log: 8 characters, the same for all addresses that are
 * counted together. Without the key, nobody can tell the address, although there are few enough to try them all.
 */
export function createAddressTag(key: KeyObject): (address: string) => string {
  return memoize(1000, (address) =>
    createHmac('sha256', key)
      .update(`address:${countedAddress(address)}`)
      .digest('base64url')
      .slice(0, 8),
  );
}
