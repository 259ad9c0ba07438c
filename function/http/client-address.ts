import { BlockList, isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Network } from '../configuration/network';
import { memoize } from '../memoize';

/** What a request says about its client's address. No other header is used, since clients can set them. */
export interface AddressSources {
  /** The event's `requestContext.sourceIp`, which the platform sets. @default - the event has none */
  readonly sourceIp: string | undefined;
  /** The header `X-Forwarded-For`; empty if there is none. */
  readonly forwardedFor: string;
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Whether an address is in one of several networks. */
type NetworkTest = (address: Address) => boolean;

/** Creates a function that tests addresses. */
function createNetworkTest(networks: readonly Network[]): NetworkTest {
  const list = new BlockList();
  for (const { address, prefix } of networks) list.addSubnet(address, prefix, address.includes(':') ? 'ipv6' : 'ipv4');
  return (address) => list.check(address.toString(), address.kind());
}

/** Stands for a missing `sourceIp`. */
const absent = '-';
/** Networks of the platform's gateways, which append their own addresses to `X-Forwarded-For`. platform: function-url-forwarded-for */
const isPlatform = createNetworkTest([
  { address: '9.0.0.0', prefix: 8 },
  { address: '10.0.0.0', prefix: 8 },
  { address: '11.0.0.0', prefix: 8 },
  { address: '100.64.0.0', prefix: 10 },
]);
/** Gateways of the platform on the way of a request, at most. platform: function-url-gateway-networks */
const mostGateways = 2;
/** Networks for documents and tests, which count as public: no client has such an address, and documents and tests need some. */
const isDocumentation = createNetworkTest([
  { address: '192.0.2.0', prefix: 24 },
  { address: '198.51.100.0', prefix: 24 },
  { address: '203.0.113.0', prefix: 24 },
  { address: '2001:db8::', prefix: 32 },
]);

/**
 * Creates a function that finds the client's address, in its canonical form: the address that connected to the trigger or, if that
 * is a trusted proxy, the address that connected to the proxy, and so on. An IPv4-mapped IPv6 address becomes the IPv4 address.
 * `undefined` if the address is unknown, malformed or not public. Memoized, since the same clients send several requests.
 *
 * Each hop appends the address from which it got the request to `X-Forwarded-For`, so only the entries that trusted hops
 * appended, on the right, are used. What the client sent itself is to their left.
 */
export function createAddressFinder(
  trustedProxies: readonly Network[],
): (sources: AddressSources) => string | undefined {
  const isTrustedProxy = createNetworkTest(trustedProxies);
  const find = memoize(1000, (key) => {
    const end = key.indexOf('\n');
    const sourceIp = key.slice(0, end) === absent ? undefined : key.slice(0, end);
    return { address: findClientAddress({ sourceIp, forwardedFor: key.slice(end + 1) }, isTrustedProxy) };
  });
  return ({ sourceIp = absent, forwardedFor }) => find(`${sourceIp}\n${forwardedFor}`).address;
}

/** `client`: the address that is counted. `documentation`: one for documents and tests, which no client has. */
type AddressKind = 'client' | 'gateway' | 'documentation' | 'other';

/** Says what kind of address an entry is, without telling which. */
export function addressKind(entry: string, clientAddress: string | undefined): AddressKind {
  const address = readAddress(entry);
  if (address === undefined) return 'other';
  if (address.toString() === clientAddress) return 'client';
  if (isDocumentation(address)) return 'documentation';
  return isPlatform(address) ? 'gateway' : 'other';
}

function findClientAddress(sources: AddressSources, isTrustedProxy: NetworkTest): string | undefined {
  let address: Address | undefined;
  for (const hop of hopsOf(sources).reverse()) {
    address = readAddress(hop);
    if (address === undefined || !isTrustedProxy(address)) break;
  }
  return address !== undefined && isPublic(address) ? address.toString() : undefined;
}

/** Returns the addresses on the way of the request, the one that connected to the trigger last. */
function hopsOf({ sourceIp, forwardedFor }: AddressSources): string[] {
  const entries = forwardedFor === '' ? [] : forwardedFor.split(',');
  const withoutGateways = entries.slice(0, entries.length - countGateways(entries));
  if (sourceIp === undefined) return withoutGateways.length < entries.length ? withoutGateways : [];
  // A trigger that appends its gateways has appended the address that connected to it before them.
  const nearest = readAddress(withoutGateways.at(-1) ?? '');
  const isListed = nearest?.toString() === readAddress(sourceIp)?.toString();
  return isListed ? withoutGateways : [...entries, sourceIp];
}

/** Counts the platform's gateways at the end of `X-Forwarded-For`. */
function countGateways(entries: readonly string[]): number {
  let count = 0;
  while (count < mostGateways) {
    const address = readAddress(entries.at(-1 - count) ?? '');
    if (address === undefined || !isPlatform(address)) break;
    count++;
  }
  return count;
}

/** Reads an address with or without a port; returns `undefined` if it is malformed. */
function readAddress(entry: string): Address | undefined {
  const text = entry.trim();
  const address = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  // ipaddr.js alone would also accept 203.0.113 and other short forms. A zone, as in fe80::1%eth0, is local to a host.
  return isIP(address) === 0 || address.includes('%') ? undefined : unwrapIpv4(ipaddr.process(address));
}

/**
 * Returns the client's IPv4 address from an IPv6 address that is made of it, so that it counts as one address: 6to4 (RFC 3056,
 * 2002::/16), NAT64 (RFC 6052, 64:ff9b::/96) and Teredo (RFC 4380, 2001::/32).
 */
function unwrapIpv4(address: Address): Address {
  if (!('parts' in address)) return address;
  const [, second = 0, third = 0, , , , seventh = 0, eighth = 0] = address.parts;
  switch (address.range()) {
    case '6to4':
      return ipv4Of(second, third);
    case 'rfc6052':
      return ipv4Of(seventh, eighth);
    case 'teredo':
      return ipv4Of(seventh ^ 0xffff, eighth ^ 0xffff);
    default:
      return address;
  }
}

function ipv4Of(high: number, low: number): ipaddr.IPv4 {
  return new ipaddr.IPv4([high >> 8, high & 255, low >> 8, low & 255]);
}

function isPublic(address: Address): boolean {
  return isDocumentation(address) || (!isPlatform(address) && address.range() === 'unicast');
}
