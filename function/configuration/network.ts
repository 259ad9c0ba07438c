import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A network of IP addresses; a single address has the longest prefix. */
export interface Network {
  readonly address: string;
  /** Length of the prefix in bits. */
  readonly prefix: number;
}

/** Bits of the shortest prefix that is accepted: a network that contains every address is a mistake. */
const shortestPrefix = 8;

/** Reads `203.0.113.7`, `203.0.113.0/24`, `2001:db8::1` or `2001:db8::/32`; returns `undefined` for anything else. */
export function readNetwork(text: string): Network | undefined {
  const [, address = '', length] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return undefined;
  // Client addresses of this form count as IPv4 addresses, so such a network would contain none.
  if (version === 6 && ipaddr.IPv6.parse(address).isIPv4MappedAddress()) return undefined;
  const longestPrefix = version === 4 ? 32 : 128;
  const prefix = length === undefined ? longestPrefix : Number(length);
  if (prefix < shortestPrefix || prefix > longestPrefix) return undefined;
  return { address, prefix };
}
