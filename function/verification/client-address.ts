import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Who sent a request, by the word of the platform. */
export interface ClientAddress {
  /** IP address; absent where the platform names none. */
  readonly ip?: string;
  /** What messages are counted under: an IPv4 address, or the /64 network of an IPv6 address, since a client has it whole. */
  readonly countedAs: string;
}

/**
 * Reads a client's address, with or without a port. An IPv4 address that is written as IPv6 is an IPv4 address; without an
 * address that can be read, messages are counted under one name for all such clients.
 */
export function readClientAddress(text: string): ClientAddress {
  const address = parse(withoutPort(text.trim()));
  if (address === undefined) return { countedAs: 'unknown' };
  const ip = address.toString();
  if (!('parts' in address)) return { ip, countedAs: ip };
  const network = new ipaddr.IPv6([...address.parts.slice(0, 4), 0, 0, 0, 0]);
  return { ip, countedAs: `${network}/64` };
}

/** The address in `203.0.113.7:4711` and `[2001:db8::1]:4711`. */
function withoutPort(text: string): string {
  return /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  // ipaddr.js alone would also read 203.0.113 and other short forms.
  return isIP(text) === 0 ? undefined : ipaddr.process(text);
}
