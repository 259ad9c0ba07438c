import ipaddr from 'ipaddr.js';

/** The networks that a VPC may be part of, and the smallest size it may have: the API's `CreateVpc`. */
const privateNetworks = ['10.0.0.0/12', '172.16.0.0/12', '192.168.0.0/16'];
const largestPrefix = 28;

/** Whether a text is a network in CIDR form that a VPC or a subnet may have. */
export function isPrivateCidr(text: string): boolean {
  const network = parse(text);
  return (
    network !== undefined &&
    network.prefix <= largestPrefix &&
    privateNetworks.some((outer) => cidrContains(outer, text))
  );
}

/** Whether a network lies within another; both in CIDR form. */
export function cidrContains(outer: string, inner: string): boolean {
  const [outside, inside] = [parse(outer), parse(inner)];
  if (outside === undefined || inside === undefined) return false;
  return inside.prefix >= outside.prefix && inside.address.match([outside.address, outside.prefix]);
}

/** @returns `undefined` where the text is no network, or names an address within one */
function parse(text: string): { readonly address: ipaddr.IPv4; readonly prefix: number } | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return undefined;
  const [address, prefix] = ipaddr.IPv4.parseCIDR(text);
  const network = ipaddr.IPv4.networkAddressFromCIDR(text);
  return network.toString() === address.toString() ? { address, prefix } : undefined;
}
