import ipaddr from 'ipaddr.js';

/** The CIDR blocks that a VPC may use, and the prefixes that a VPC and a subnet may have. platform: vpc-cidr-ranges */
const privateNetworks = ['10.0.0.0/12', '172.16.0.0/12', '192.168.0.0/16'];
const shortestSubnetPrefix = 16;
const longestPrefix = 28;

/** Whether a text is a CIDR block that a VPC may have. */
export function isVpcCidr(text: string): boolean {
  const network = parseNetwork(text);
  return (
    network !== undefined &&
    network.prefix <= longestPrefix &&
    privateNetworks.some((outer) => cidrContains(outer, text))
  );
}

/** Whether a text is a CIDR block that a subnet may have. */
export function isSubnetCidr(text: string): boolean {
  return (parseNetwork(text)?.prefix ?? 0) >= shortestSubnetPrefix && isVpcCidr(text);
}

/** Whether the CIDR block `inner` is part of the CIDR block `outer`. */
export function cidrContains(outer: string, inner: string): boolean {
  const [outside, inside] = [parseNetwork(outer), parseNetwork(inner)];
  if (outside === undefined || inside === undefined) return false;
  return inside.prefix >= outside.prefix && inside.address.match([outside.address, outside.prefix]);
}

/** @returns `undefined` if the text is no CIDR block, or if its address is not the first one of the network */
function parseNetwork(text: string): { readonly address: ipaddr.IPv4; readonly prefix: number } | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return undefined;
  const [address, prefix] = ipaddr.IPv4.parseCIDR(text);
  const network = ipaddr.IPv4.networkAddressFromCIDR(text);
  return network.toString() === address.toString() ? { address, prefix } : undefined;
}
