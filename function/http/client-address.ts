import { BlockList, isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { type Network, readNetwork } from '../configuration/network';

/** What a request says about its client's address. No other header is used, since clients can set them. */
export interface AddressSources {
  /** The event's `requestContext.sourceIp`, which the platform sets. @default - the event has none */
  readonly sourceIp: string | undefined;
  /** The header `X-Forwarded-For`; empty if there is none. */
  readonly forwardedFor: string;
}

/** Creates a list that says whether an address is in one of the networks. */
export function createNetworkList(networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const { address, prefix, family } of networks) list.addSubnet(address, prefix, family);
  return list;
}

/** Networks of the platform's gateways, which append their own addresses to `X-Forwarded-For`. */
const platform = listOf('9.0.0.0/8', '10.0.0.0/8', '11.0.0.0/8', '100.64.0.0/10');
/** Gateways of the platform on the way of a request, at most. */
const mostGateways = 2;
/** Networks for documents and tests, which count as public: no client has such an address, and documents and tests need some. */
const documentation = listOf('192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32');

/**
 * Finds the client's address, in its canonical form: the address that connected to the trigger or, if that is a trusted
 * proxy, the address that connected to the proxy, and so on. An IPv4-mapped IPv6 address becomes the IPv4 address.
 *
 * Each hop appends the address from which it got the request to `X-Forwarded-For`, so only the entries that trusted hops
 * appended, on the right, are used. What the client sent itself is to their left.
 *
 * @returns `undefined` if the address is unknown, malformed or not public
 */
export function findClientAddress(sources: AddressSources, trustedProxies: BlockList): string | undefined {
  let address: string | undefined;
  for (const hop of hopsOf(sources).reverse()) {
    address = readAddress(hop);
    if (address === undefined || !contains(trustedProxies, address)) break;
  }
  return address !== undefined && isPublic(address) ? address : undefined;
}

/** Returns the addresses on the way of the request, the one that connected to the trigger last. */
function hopsOf({ sourceIp, forwardedFor }: AddressSources): string[] {
  const entries = forwardedFor === '' ? [] : forwardedFor.split(',');
  const withoutGateways = entries.slice(0, entries.length - countGateways(entries));
  if (sourceIp === undefined) return withoutGateways.length < entries.length ? withoutGateways : [];
  // A trigger that appends its gateways has appended the address that connected to it before them.
  const isListed = readAddress(withoutGateways.at(-1) ?? '') === readAddress(sourceIp);
  return isListed ? withoutGateways : [...entries, sourceIp];
}

/** Counts the platform's gateways at the end of `X-Forwarded-For`. */
function countGateways(entries: readonly string[]): number {
  const last = entries.slice(-mostGateways).reverse();
  const client = last.findIndex((entry) => {
    const address = readAddress(entry);
    return address === undefined || !contains(platform, address);
  });
  return client === -1 ? last.length : client;
}

/** Reads an address with or without a port; returns `undefined` if it is malformed. */
function readAddress(entry: string): string | undefined {
  const text = entry.trim();
  const address = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  // ipaddr.js alone would also accept 203.0.113 and other short forms. A zone, as in fe80::1%eth0, is local to a host.
  return isIP(address) === 0 || address.includes('%') ? undefined : ipaddr.process(address).toString();
}

function isPublic(address: string): boolean {
  if (contains(documentation, address)) return true;
  return !contains(platform, address) && ipaddr.parse(address).range() === 'unicast';
}

function contains(networks: BlockList, address: string): boolean {
  return networks.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

function listOf(...texts: readonly string[]): BlockList {
  return createNetworkList(texts.map(readNetwork).filter((network) => network !== undefined));
}
