/** Where a request comes from. The networks are what the service has to count together, named independently of its code. */
export interface Client {
  /** @default - unknown */
  readonly address?: string;
  /** The IPv4 address or the IPv6 /64 network. @default - unknown */
  readonly network?: string;
  /** The IPv6 /48 network. @default - none */
  readonly site?: string;
}

/** IPv4 clients, IPv6 clients of one /64 network, of one /48 site and of another one, and an unknown one. */
export const clients: readonly Client[] = [
  { address: '203.0.113.7', network: 'home' },
  { address: '203.0.113.8', network: 'office' },
  { address: '2001:db8:1:1::1', network: 'flat 1', site: 'house' },
  { address: '2001:db8:1:1:2::2', network: 'flat 1', site: 'house' },
  { address: '2001:db8:1:2::1', network: 'flat 2', site: 'house' },
  { address: '2001:db8:2:1::1', network: 'elsewhere', site: 'elsewhere' },
  {},
];

/** A client of a site that has many networks. */
export function clientOfSite(index: number): Client {
  return { address: `2001:db8:9:${index.toString(16)}::1`, network: `room ${index}`, site: 'tower' };
}

/** Numbers at which most moves aim. */
export const phones: readonly string[] = ['+8618566246600', '+8618566246601', '+8618566246602'];

/** Numbers of the same range, and numbers that each have a range of their own. */
export const phoneOfRange = (index: number): string => `+86185662466${String(10 + index)}`;
export const phoneElsewhere = (index: number): string => `+86185${String(1000 + index)}0000`;
