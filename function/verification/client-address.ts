import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The client of a request, as the platform reports it. */
export interface ClientAddress {
  /** IP address. @default - the platform reports none, or it is malformed */
  readonly ip?: string;
  /** Key of the client address limit: an IPv4 address, or the /64 network of an IPv6 address, which one client controls. */
  readonly countedAs: string;
}

/**
 * Reads a client's address, with or without a port. An IPv4-mapped IPv6 address counts as the IPv4 address. All clients
 * without a valid address share one key, `unknown`.
 */
export function readClientAddress(text: string): ClientAddress {
  const address = parse(withoutPort(text.trim()));
  if (address === undefined) return { countedAs: 'unknown' };
  const ip = address.toString();
  if (!('parts' in address)) return { ip, countedAs: ip };
  const network = new ipaddr.IPv6([...address.parts.slice(0, 4), 0, 0, 0, 0]);
  return { ip, countedAs: `${network}/64` };
}

/** Returns the address in `203.0.113.7:4711` and `[2001:db8::1]:4711`. */
function withoutPort(text: string): string {
  return /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  // ipaddr.js alone would also accept 203.0.113 and other short forms.
  return isIP(text) === 0 ? undefined : ipaddr.process(text);
}
