import ipaddr from 'ipaddr.js';

/** An IPv4 network in CIDR notation. */
interface Network {
  readonly address: ipaddr.IPv4;
  readonly prefix: number;
}

/** The private address ranges, and the prefixes that `CreateVpc` and `CreateSubnet` accept. platform: vpc-cidr-ranges */
const privateRanges = ['10.0.0.0/12', '172.16.0.0/12', '192.168.0.0/16'];
const shortestSubnetPrefix = 16;
const longestPrefix = 28;

/** Whether `CreateVpc` accepts a CIDR block. */
export function isVpcCidr(cidrBlock: string): boolean {
  const network = readNetwork(cidrBlock);
  return (
    network !== undefined &&
    network.prefix <= longestPrefix &&
    privateRanges.some((range) => containsCidr(range, cidrBlock))
  );
}

/** Whether `CreateSubnet` accepts a CIDR block in some VPC. */
export function isSubnetCidr(cidrBlock: string): boolean {
  const prefix = readNetwork(cidrBlock)?.prefix ?? 0;
  return prefix >= shortestSubnetPrefix && isVpcCidr(cidrBlock);
}

/** Whether one CIDR block lies within another. */
export function containsCidr(outer: string, inner: string): boolean {
  const [outside, inside] = [readNetwork(outer), readNetwork(inner)];
  if (outside === undefined || inside === undefined || inside.prefix < outside.prefix) return false;
  return inside.address.match(outside.address, outside.prefix);
}

/** Whether two CIDR blocks share addresses. */
export const overlapsCidr = (one: string, other: string) => containsCidr(one, other) || containsCidr(other, one);

/** @returns `undefined` for text that is not CIDR notation, and for an address with host bits set */
function readNetwork(cidrBlock: string): Network | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(cidrBlock)) return undefined;
  const [address, prefix] = ipaddr.IPv4.parseCIDR(cidrBlock);
  const hasHostBits = ipaddr.IPv4.networkAddressFromCIDR(cidrBlock).toString() !== address.toString();
  return hasHostBits ? undefined : { address, prefix };
}
